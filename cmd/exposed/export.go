package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"exposed/index"
)

// An export is what the flags of the command export say.
type export struct {
	in     caseFlag
	what   string
	format string
	unmask bool
	file   string
}

func newExport() *cobra.Command {
	var x export
	cmd := &cobra.Command{
		Use:   "export --case DIR [flags] " + strings.Join(index.Exports(), "|"),
		Short: "a table of the case as JSON Lines or CSV",
		Long:  "Prints one object a line. Values are masked unless --unmask is given.",
		Example: "  exposed export --case acme findings -o findings.jsonl\n" +
			"  exposed export --case acme people --format csv --unmask -o notify.csv",
		ValidArgs: index.Exports(),
		Args:      x.args,
		RunE:      func(cmd *cobra.Command, _ []string) error { return x.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	f := cmd.Flags()
	x.in.register(f)
	f.StringVar(&x.format, "format", "jsonl", "`FORMAT`: jsonl or csv")
	f.BoolVar(&x.unmask, "unmask", false, "print values in clear; the audit log says so")
	f.StringVarP(&x.file, "output", "o", "", "write to `FILE` instead of the standard output")
	return cmd
}

// args checks the command line.
func (x *export) args(_ *cobra.Command, args []string) error {
	names := strings.Join(index.Exports(), ", ")
	switch {
	case len(args) != 1:
		return misuse("name one of %s", names)
	case !slices.Contains(index.Exports(), args[0]):
		return misuse("no export %q: there are %s", args[0], names)
	case x.format != "jsonl" && x.format != "csv":
		return misuse("--format %q: jsonl or csv is needed", x.format)
	}
	x.what = args[0]
	return x.in.check()
}

func (x *export) run(ctx context.Context, stdout io.Writer) error {
	c, err := x.in.open()
	if err != nil {
		return err
	}
	defer c.Close()
	if x.file == "" {
		return c.Export(ctx, x.what, x.format, x.unmask, stdout)
	}
	return writeWhole(x.file, func(w io.Writer) error { return c.Export(ctx, x.what, x.format, x.unmask, w) })
}

// writeWhole writes the file name whole or not at all. What it holds may be in
// clear, so others cannot read it.
func writeWhole(name string, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0) // a device or a pipe
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".exposed-*") // mode 0600
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
