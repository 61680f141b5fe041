package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// newProgress returns a function that shows how far a scan is, with its rate
// and the time left, and one that takes the bar away. Unless stderr is a
// terminal there is no bar, and show is nil. Workers may share show.
func newProgress(stderr io.Writer) (show func(read, total int64), done func()) {
	f, ok := stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(stderr),
		progressbar.OptionSetDescription("exposed: reading"),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionFullWidth(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish())
	var mu sync.Mutex
	var last int64
	show = func(read, total int64) {
		mu.Lock()
		defer mu.Unlock()
		bar.ChangeMax64(max(total, 1))
		last = max(last, read)
		_ = bar.Set64(last) // a bar that cannot be drawn stops nothing
	}
	return show, func() { _ = bar.Clear() }
}
