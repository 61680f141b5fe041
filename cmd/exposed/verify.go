package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newVerify() *cobra.Command {
	var in caseFlag
	cmd := &cobra.Command{
		Use:   "verify --case DIR [flags]",
		Short: "check evidence, books, locators and audit chain",
		Long: "Hashes the evidence again, walks the audit chain, checks that the books balance, and reads each finding again at its\n" +
			"place. Prints what does not hold. Exit status: 0 all holds; 1 something does not.",
		Example: "  exposed verify --case acme",
		Args:    func(cmd *cobra.Command, args []string) error { return noArgs(&in, args) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := in.open()
			if err != nil {
				return err
			}
			defer c.Close()
			reader, err := again(cmd.Context(), c)
			if err != nil {
				return err
			}
			r := replayer{reader: reader}
			defer r.close()
			bad, err := c.Verify(cmd.Context(), r.item)
			for _, b := range bad {
				fmt.Fprintln(cmd.OutOrStdout(), b)
			}
			if err != nil {
				return err
			}
			if len(bad) > 0 {
				return fmt.Errorf("%s not hold", plural(len(bad), "point does", "points do"))
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "evidence, books, locators and audit chain hold")
			return err
		},
	}
	in.register(cmd.Flags())
	return cmd
}

// noArgs wants a case and nothing besides.
func noArgs(in *caseFlag, args []string) error {
	if len(args) > 0 {
		return misuse("unknown argument %q", args[0])
	}
	return in.check()
}
