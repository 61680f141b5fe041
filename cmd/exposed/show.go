package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"exposed/detectors"
	"exposed/index"
)

func newShow() *cobra.Command {
	var (
		in     caseFlag
		unmask bool
	)
	cmd := &cobra.Command{
		Use:     "show --case DIR [flags] LOCATOR",
		Short:   "one finding in its evidence",
		Long:    "Prints the finding's text in one piece, why it is a finding, then its surroundings in the evidence.",
		Example: "  exposed show --case acme 'mail/jdoe.mbox!12#118-130'",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse("one locator is needed, as exports print it")
			}
			return in.check()
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := in.open()
			if err != nil {
				return err
			}
			defer c.Close()
			shown, err := c.Show(args[0], unmask)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			printShown(out, shown, unmask)
			if err := printAround(cmd.Context(), out, c, shown, unmask); err != nil {
				fmt.Fprintf(cmd.ErrOrStderr(), "exposed: surroundings not shown: %v\n", err)
			}
			return out.Flush()
		},
	}
	in.register(cmd.Flags())
	cmd.Flags().BoolVar(&unmask, "unmask", false, "print values in clear; the audit log says so")
	return cmd
}

// printShown prints the findings, then the item they stand in. An address in
// clear is printed in its parts too.
func printShown(w io.Writer, s *index.Shown, unmask bool) {
	for i := range s.Findings {
		f := &s.Findings[i]
		fmt.Fprintf(w, "%s\n  element     %s\n  value       %s\n  why         %s\n  confidence  %.2f%s\n", f.Text, f.Element, f.Value, f.Why, f.Confidence, aside(f))
		if unmask && f.Element == detectors.PostalAddress.String() {
			printParts(w, detectors.ParseAddress(f.Value))
		}
		if f.PersonID != "" {
			fmt.Fprintf(w, "  person      %s\n", f.PersonID)
		}
		fmt.Fprintf(w, "  locator     %s\n\n", f.Locator)
	}
	fmt.Fprintf(w, "in a %s of %s, custodian %s\n", s.Kind, size(s.Size), cmp.Or(s.Custodian, "not known"))
	for _, line := range [][2]string{{"name", s.Name}, {"subject", s.Subject}, {"message id", s.MessageID}, {"duplicate of", s.DuplicateOf}} {
		if line[1] != "" {
			fmt.Fprintf(w, "  %-12s%s\n", line[0], line[1])
		}
	}
	if !s.Sent.IsZero() {
		fmt.Fprintf(w, "  %-12s%s\n", "sent", s.Sent.Format(time.RFC3339))
	}
}

// printParts prints the parts of an address.
func printParts(w io.Writer, a detectors.Address) {
	gap := "  parts       "
	for _, part := range [][2]string{{"house", a.House}, {"street", a.Street}, {"unit", a.Unit}, {"city", a.City}, {"state", a.State}, {"ZIP", a.ZIP}, {"country", a.Country}} {
		if part[1] != "" {
			fmt.Fprintf(w, "%s%s %s", gap, part[0], part[1])
			gap = "; "
		}
	}
	fmt.Fprintln(w)
}

// aside says why a finding is in no count.
func aside(f *index.ShownFinding) string {
	switch {
	case f.Reserved:
		return ", reserved: exposes nobody"
	case f.Partial:
		return ", partial: less than the value"
	}
	return ""
}
