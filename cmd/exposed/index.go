package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"exposed/index"
	"exposed/index/search"
)

func newIndex() *cobra.Command {
	var in caseFlag
	var scope string
	var jobs int
	cmd := &cobra.Command{
		Use:   "index --case DIR [flags]",
		Short: "build the search index",
		Long: "Reads the evidence again and builds the index that the command search asks. It holds keyed tokens of words, and no text.\n" +
			"The command search builds it too, where it is missing or older than the last scan.",
		Example: "  exposed index --case acme\n  exposed index --case acme --scope findings",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case scope != search.ScopeAll && scope != search.ScopeFindings:
				return misuse("--scope %q: all or findings is needed", scope)
			case jobs < 1:
				return misuse("--jobs %d: at least 1 is needed", jobs)
			}
			return noArgs(&in, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := in.open()
			if err != nil {
				return err
			}
			defer c.Close()
			info, err := buildIndex(cmd.Context(), c, scope, jobs, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s indexed%s\n", plural(info.Items, "item"), unread(info))
			return err
		},
	}
	f := cmd.Flags()
	in.register(f)
	f.StringVar(&scope, "scope", search.ScopeAll, "`SCOPE`: all items, or those with findings")
	f.IntVar(&jobs, "jobs", runtime.GOMAXPROCS(0), "number `N` of families that are read side by side")
	return cmd
}

// buildIndex builds the search index of c and says what it could not read.
func buildIndex(ctx context.Context, c *index.Case, scope string, jobs int, stderr io.Writer) (search.Info, error) {
	reader, err := again(ctx, c)
	if err != nil {
		return search.Info{}, err
	}
	show, done := newProgress(stderr)
	defer done()
	tightenMemory() // a batch is large and stays for long
	info, err := search.Build(ctx, c, search.Options{Scope: scope, Jobs: jobs, Read: reader.Scan, Progress: show})
	if err == nil && info.Changed > 0 {
		done()
		fmt.Fprintf(stderr, "exposed: the evidence is not as it was scanned: %s indexed without text; see whether it is in its place, and run exposed scan again\n", plural(info.Changed, "item is", "items are"))
	}
	return info, err
}

// unread says how many items of an index may hold what it does not find.
func unread(info search.Info) string {
	if info.Unread == 0 {
		return ""
	}
	return fmt.Sprintf("; %s not be read in full and may hold more", plural(info.Unread, "item could", "items could"))
}
