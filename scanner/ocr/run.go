package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// maxOutput bounds what tesseract may write of one page, in bytes.
const maxOutput = 32 << 20

// run runs tesseract with input on its standard input and returns what it
// writes. It is killed with all that it started when ctx ends.
func (e *Engine) run(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, e.command, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1", "LC_ALL=C")
	cmd.Stdin = bytes.NewReader(input)
	out, said := &bounded{most: maxOutput}, &bounded{most: 4096}
	cmd.Stdout, cmd.Stderr = out, said
	group(cmd)
	const grace = time.Second // for its pipes to be closed after it was killed
	cmd.WaitDelay = grace
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("tesseract: %w", cause(err, said.b))
	case out.over:
		return nil, errors.New("tesseract: too much output")
	}
	return out.b, nil
}

// cause returns err with the name of the signal or the status, without what was
// said: that may hold names of files.
func cause(err error, said []byte) error {
	if strings.Contains(string(said), "Error opening data file") {
		return errors.New("its language data is damaged or missing")
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return errors.New(exit.ProcessState.String())
	}
	return err
}

// A bounded takes what is written to it, up to most bytes.
type bounded struct {
	b    []byte
	most int
	over bool
}

func (w *bounded) Write(p []byte) (int, error) {
	n := min(len(p), w.most-len(w.b))
	w.b = append(w.b, p[:n]...)
	w.over = w.over || n < len(p)
	return len(p), nil
}
