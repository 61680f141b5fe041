package main

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"exposed/index"
	"exposed/scanner"
)

func newText() *cobra.Command {
	var jsonl bool
	var h helpers
	cmd := &cobra.Command{
		Use:     "text [--jsonl] PATH...",
		Short:   "the text of every item below the paths; no case needed",
		Long:    "Prints the text of every item below the paths, as the detectors read it. Text stands in clear.",
		Example: "  exposed text jdoe.mbox | less\n  exposed text --jsonl mail/ > text.jsonl",
		Args:    somePaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			sources, err := scanner.Sources(args, nil)
			if err != nil {
				return err
			}
			options, _, err := h.options(cmd.Context(), unkept, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			printed := printText
			if jsonl {
				printed = printTextJSONL
			}
			return printed(cmd, scanner.New(scanner.Config{Documents: options}), sources)
		},
	}
	h.register(cmd.Flags())
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "print one {locator, kind, text} a line")
	return cmd
}

// somePaths wants one path of evidence at least.
func somePaths(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return misuse("no path of evidence given")
	}
	return nil
}

func printText(cmd *cobra.Command, reader *scanner.Scanner, sources []scanner.Source) error {
	out := bufio.NewWriter(cmd.OutOrStdout())
	err := reader.Walk(cmd.Context(), sources, func(src scanner.Source, family []scanner.Item) error {
		for i := range family {
			it := &family[i]
			fmt.Fprintf(out, "== %s (%s)\n%s\n", locator(src, it), it.Kind, it.Text.Data)
			for _, x := range it.Exceptions {
				fmt.Fprintf(out, "== not read in full: %s: %s\n", x.Reason, x.Detail)
			}
		}
		return out.Flush()
	})
	return err
}

func printTextJSONL(cmd *cobra.Command, reader *scanner.Scanner, sources []scanner.Source) error {
	out := newJSONL(cmd.OutOrStdout())
	err := reader.Walk(cmd.Context(), sources, func(src scanner.Source, family []scanner.Item) error {
		for i := range family {
			it := &family[i]
			out.write(struct {
				Locator string `json:"locator"`
				Kind    string `json:"kind"`
				Text    string `json:"text"`
			}{locator(src, it), it.Kind.String(), it.Text.Data})
		}
		return out.err
	})
	if cerr := out.close(); err == nil {
		err = cerr
	}
	return err
}

func locator(src scanner.Source, it *scanner.Item) string {
	return index.Locator{Path: src.Path, Inner: it.Inner}.String()
}
