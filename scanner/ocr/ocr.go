// Package ocr reads the words of pictures. It decodes and prepares a picture
// itself and gives it to the command tesseract, which is a process of its own
// with a deadline; the picture is on no disk.
package ocr

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"exposed/scanner/document"
)

// ErrMissing tells that the command tesseract is not there.
var ErrMissing = errors.New("tesseract is not installed: install the Debian package tesseract-ocr")

// Limits of one picture.
const (
	maxPixels = 64 << 20 // of one page
	maxPages  = 500      // of a TIFF file
	leastSide = 10       // pixels of a side of a picture that can show a word
)

// prepared is the version of what is done with a picture before and after it is
// read: the same version gives the same words.
const prepared = "1"

// An Engine reads pictures. Its methods may be used by several goroutines.
type Engine struct {
	command  string
	langs    string
	version  string
	deadline time.Duration
	places   chan struct{} // one for each picture that may be under work
	alone    sync.RWMutex  // held to write by a picture that has the machine for itself
}

// New returns an engine for languages as tesseract names them, joined by "+":
// "eng+spa". Reading a page may take as long as deadline. The error wraps
// ErrMissing if there is no tesseract.
func New(langs string, deadline time.Duration) (*Engine, error) {
	command, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, ErrMissing
	}
	e := &Engine{command: command, langs: langs, deadline: deadline, places: make(chan struct{}, runtime.NumCPU())}
	if err := e.ask(); err != nil {
		return nil, err
	}
	return e, nil
}

// ask asks tesseract for its version and wants it to have the languages.
func (e *Engine) ask() error {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	out, err := e.run(ctx, nil, "--version")
	if err != nil {
		return fmt.Errorf("tesseract --version: %w", err)
	}
	e.version, _, _ = strings.Cut(strings.TrimPrefix(string(out), "tesseract "), "\n")
	e.version = strings.TrimSpace(e.version)
	out, err = e.run(ctx, nil, "--list-langs")
	if err != nil {
		return fmt.Errorf("tesseract --list-langs: %w", err)
	}
	known := strings.Fields(string(out))
	for lang := range strings.SplitSeq(e.langs, "+") {
		if lang == "" || !slices.Contains(known, lang) {
			return fmt.Errorf("tesseract does not know language %q: install the Debian package tesseract-ocr-%s", lang, strings.ReplaceAll(lang, "_", "-"))
		}
	}
	return nil
}

// ID tells engines apart that may read other words in the same picture.
func (e *Engine) ID() string {
	id := "tesseract " + e.version + " " + e.langs + " " + prepared
	if hasHEIC() {
		id += " " + heicCommand
	}
	if hasJBIG2() {
		id += " " + jbig2Command
	}
	return id
}

// Read returns the words of a picture, which is a whole image file: lines end
// with LF, columns are apart by TAB, blocks by an empty line, and pages by a
// form feed. With it comes what kept it from being read in full.
func (e *Engine) Read(ctx context.Context, picture []byte) (string, []document.Problem) {
	e.alone.RLock()
	e.places <- struct{}{}
	text, problems, late := e.read(ctx, picture, e.deadline)
	<-e.places
	e.alone.RUnlock()
	if !late || ctx.Err() != nil {
		return text, problems
	}
	e.alone.Lock()
	defer e.alone.Unlock()
	text, problems, _ = e.read(ctx, picture, 2*e.deadline)
	return text, problems
}

// read is Read with a deadline for each page. It reports late if it was passed.
func (e *Engine) read(ctx context.Context, picture []byte, deadline time.Duration) (text string, problems []document.Problem, late bool) {
	var out strings.Builder
	for p, problem := range pages(ctx, picture) {
		if problem != nil {
			problems = append(problems, *problem)
		}
		if p.n > 1 {
			out.WriteByte('\f')
		}
		if p.gray == nil && p.whole == nil {
			continue
		}
		words, err := e.page(ctx, p, deadline)
		if err != nil {
			late = late || errors.Is(err, context.DeadlineExceeded)
			problems = append(problems, trouble(err, p.n, deadline))
			continue
		}
		out.WriteString(arrange(words))
	}
	return out.String(), problems, late
}

// trouble says why page n was not read.
func trouble(err error, n int, deadline time.Duration) document.Problem {
	if errors.Is(err, context.DeadlineExceeded) {
		return document.Problem{Reason: "timed-out", Detail: fmt.Sprintf("page %d of the picture: its words were not read in %v; this may differ from run to run", n, deadline)}
	}
	return document.Problem{Reason: "needs-ocr", Detail: fmt.Sprintf("page %d of the picture: %v", n, err)}
}
