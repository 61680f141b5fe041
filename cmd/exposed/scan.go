package main

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"exposed/detectors"
	"exposed/index"
	"exposed/scanner"
)

// A scan is what the flags of the command scan say.
type scan struct {
	in         caseFlag
	lists      listFiles
	helpers    helpers
	custodians []string
	format     string
	jobs       int
}

func newScan() *cobra.Command {
	var s scan
	cmd := &cobra.Command{
		Use:   "scan --case DIR [flags] PATH...",
		Short: "read evidence into a case; stop and run again at will",
		Long: "Reads the files and folders PATH into the case and prints who was exposed. A scan that is stopped goes on\n" +
			"where it was; more paths may be given later. Evidence is opened read-only.\n" +
			"Exit status: 0 all read; 3 ended, and some items were not read in full.",
		Example: "  exposed scan --case acme --customers customers.csv --employees staff.csv --plans plans.csv mail/\n" +
			"  exposed scan --case acme --custodian 'Jane Doe=jdoe.mbox' jdoe.mbox",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := s.in.check(); err != nil {
				return err
			}
			return somePaths(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			sum, err := s.run(cmd.Context(), args, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := printSummary(cmd.OutOrStdout(), sum, s.in, s.helpers.advice()); err != nil {
				return err
			}
			if sum.Messages == 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "exposed: no message was found in %s: see whether the paths are those that the mail was exported to\n", plural(sum.Sources, "source"))
			}
			if sum.Excepted > 0 {
				return errExceptions
			}
			return nil
		},
	}
	s.register(cmd)
	return cmd
}

func (s *scan) register(cmd *cobra.Command) {
	f := cmd.Flags()
	s.in.register(f)
	s.helpers.register(f)
	f.StringVar(&s.lists.customers, "customers", "", "list of customers, a `CSV` file")
	f.StringVar(&s.lists.employees, "employees", "", "list of employees, a `CSV` file")
	f.StringVar(&s.lists.plans, "plans", "", "list of rate plans and features, a `CSV` file")
	f.StringVar(&s.lists.rules, "rules", "", "patterns of your own, a JSON `FILE`; docs/rules.md tells how they are written")
	f.StringArrayVar(&s.custodians, "custodian", nil, "whose mailbox it is, as `NAME=PATH`; may be repeated")
	f.StringVar(&s.format, "account-format", "", "what an account number looks like, a regular expression `RE`, if no list tells")
	f.IntVar(&s.jobs, "jobs", runtime.GOMAXPROCS(0), "number `N` of families that are read side by side")
}

// run reads the paths into the case.
func (s *scan) run(ctx context.Context, paths []string, stderr io.Writer) (index.Summary, error) {
	custodians, format, err := s.options()
	if err != nil {
		return index.Summary{}, err
	}
	sources, err := scanner.Sources(paths, custodians)
	if err != nil {
		return index.Summary{}, err
	}
	lists, err := s.lists.read(stderr)
	if err != nil {
		return index.Summary{}, err
	}
	c, err := index.Open(index.Config{Dir: s.in.dir, KeyFile: s.in.key, Create: true})
	if err != nil {
		return index.Summary{}, err
	}
	defer c.Close()
	options, settings, err := s.helpers.options(ctx, c.Kept, stderr)
	if err == nil {
		settings.Passwords, err = c.KeepPasswords(options.Passwords)
	}
	if err != nil {
		return index.Summary{}, err
	}
	settings.Program, settings.Rules, settings.AccountFormat, settings.Lists = version(), lists.rulesHash(), s.format, lists.files
	reader := scanner.New(scanner.Config{Detect: detectors.New(lists.settings(format)), Documents: options})
	show, done := newProgress(stderr)
	defer done()
	return c.Scan(ctx, index.ScanOptions{
		Settings: settings,
		Sources:  sources,
		Match:    matcher(&lists.Lists),
		Plan:     scanner.Plan,
		Read: func(ctx context.Context, shards []scanner.Shard, open func(scanner.Shard) (scanner.Sink, error), progress func(int64)) error {
			boundMemory(s.jobs)
			defer tightenMemory()
			return reader.Scan(ctx, shards, s.jobs, open, progress)
		},
		Progress: show,
		Warn:     func(message string) { fmt.Fprintf(stderr, "exposed: %s\n", message) },
	})
}

// options checks the values of the flags and returns the custodians by path,
// and the format of account numbers or nil.
func (s *scan) options() (map[string]string, *regexp.Regexp, error) {
	if s.jobs < 1 {
		return nil, nil, misuse("--jobs %d: at least 1 is needed", s.jobs)
	}
	var format *regexp.Regexp
	if s.format != "" {
		var err error
		if format, err = regexp.Compile("^(?:" + s.format + ")$"); err != nil {
			return nil, nil, misuse("--account-format %q: %w", s.format, err)
		}
	}
	custodians := map[string]string{}
	for _, c := range s.custodians {
		name, path, ok := strings.Cut(c, "=")
		if !ok || name == "" || path == "" {
			return nil, nil, misuse("--custodian %q: NAME=PATH is needed", c)
		}
		custodians[path] = name
	}
	return custodians, format, nil
}
