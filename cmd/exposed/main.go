// Command exposed finds out who was exposed, with what, and how sure that is,
// after somebody got into mailboxes.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"exposed/index/search"
)

// Exit statuses.
const (
	allRead     = 0
	failed      = 1
	usage       = 2
	exceptions  = 3 // scan ended, and some items were not read in full
	interrupted = 130
)

func main() {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // so that a second signal kills
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run executes the command line args and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	var misuse *usageError
	var mistake *search.Mistake
	switch {
	case err == nil:
		return allRead
	case errors.Is(err, errExceptions):
		return exceptions
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fmt.Fprintln(stderr, "exposed: interrupted")
		if cmd.Name() == "scan" {
			fmt.Fprintln(stderr, "exposed: run the same command again to go on")
		}
		return interrupted
	case errors.As(err, &mistake):
		fmt.Fprintf(stderr, "exposed: %v\n", mistake)
		return usage
	case errors.As(err, &misuse) || !ran(cmd):
		fmt.Fprintf(stderr, "exposed: %s\nusage: %s\n", firstLine(err), cmd.UseLine())
		fmt.Fprintf(stderr, "       %s --help tells more\n", cmd.CommandPath())
		return usage
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(stderr, "exposed: %s\n", strings.TrimSuffix(line, "\n"))
	}
	return failed
}

// errExceptions says that a scan ended, and that the summary lists what was
// not read in full.
var errExceptions = errors.New("ended with exceptions")

// A usageError says what is wrong with the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func misuse(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// firstLine returns the first line of err: cobra adds suggestions below it.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// ran reports whether the work of cmd began; what fails before that is the command line.
func ran(cmd *cobra.Command) bool { return cmd.Annotations["ran"] != "" }
