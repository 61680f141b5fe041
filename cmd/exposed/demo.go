package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"exposed/testdata"
)

func newDemo() *cobra.Command {
	var in caseFlag
	cmd := &cobra.Command{
		Use:   "demo [--case DIR]",
		Short: "a small case from built-in evidence",
		Long: "Unpacks the mailboxes of an invented carrier, scans them with its lists, and prints the summary. The evidence\n" +
			"goes to DIR-evidence; without --case everything, the key included, goes to a new temporary folder.",
		Example: "  exposed demo\n  exposed demo --case demo",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			evidence, err := place(&in)
			if err != nil {
				return err
			}
			if err := unpack(evidence); err != nil {
				return err
			}
			list := func(name string) string { return filepath.Join(evidence, "lists", name+".csv") }
			s := scan{in: in, jobs: runtime.GOMAXPROCS(0), lists: listFiles{customers: list("customers"), employees: list("employees"), plans: list("plans")}}
			sum, err := s.run(cmd.Context(), []string{filepath.Join(evidence, "mail")}, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Mailboxes of an invented carrier, in %s\n\n", evidence)
			return printSummary(cmd.OutOrStdout(), sum, in, s.helpers.advice())
		},
	}
	in.register(cmd.Flags())
	return cmd
}

// place returns the folder for the evidence. A case that is not named is
// placed beside it, with its key.
func place(in *caseFlag) (evidence string, err error) {
	if in.dir != "" {
		return filepath.Clean(in.dir) + "-evidence", nil
	}
	dir, err := os.MkdirTemp("", "exposed-demo-")
	if err != nil {
		return "", err
	}
	in.dir = filepath.Join(dir, "case")
	if in.key == "" {
		in.key = filepath.Join(dir, "key")
	}
	return filepath.Join(dir, "evidence"), nil
}

// unpack writes the built-in evidence to dir, over nothing.
func unpack(dir string) error {
	err := os.CopyFS(dir, testdata.Case())
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: remove it, or give another folder with --case", err)
	}
	return err
}
