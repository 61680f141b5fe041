package main

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"exposed/index"
)

const help = `usage: {{.UseLine}}

{{with .Example}}example:
{{.}}

{{end}}{{with or .Long .Short}}{{.}}
{{end}}{{if .HasAvailableSubCommands}}
commands:
{{range .Commands}}{{if .IsAvailableCommand}}  {{rpad .Name .NamePadding}}  {{.Short}}
{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}
flags:
{{.LocalFlags.FlagUsages}}{{end}}{{if .HasSubCommands}}
Exit status: 0 all read; 1 failed; 2 usage; 3 (scan only) ended, with exceptions; 130 interrupted.
{{end}}`

// newRoot returns the command line of the program.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:                   "exposed COMMAND",
		Short:                 "exposed reads exported mailboxes and says who was exposed, with what, and how sure that is.",
		Example:               "  exposed scan --case acme --customers customers.csv mail/\n  exposed people --case acme",
		DisableFlagsInUseLine: true,
		SilenceErrors:         true,
		SilenceUsage:          true,
		RunE: func(*cobra.Command, []string) error {
			return misuse("no command given")
		},
	}
	root.SetHelpTemplate(help)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newScan(), newIndex(), newSearch(), newPeople(), newExport(), newReport(), newShow(), newText(), newDetect(), newVerify(), newDemo(), newVersion())
	for _, cmd := range root.Commands() {
		prepare(cmd)
	}
	return root
}

// prepare makes cmd note that its work began, and shows its flags in the
// order in which they were declared.
func prepare(cmd *cobra.Command) {
	cmd.Flags().SortFlags = false
	cmd.DisableFlagsInUseLine = true
	work := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		cmd.Annotations = map[string]string{"ran": "yes"}
		return work(cmd, args)
	}
}

// A caseFlag says which case a command works on, and with which key.
type caseFlag struct{ dir, key string }

func (c *caseFlag) register(f *pflag.FlagSet) {
	f.StringVar(&c.dir, "case", "", "`DIR` of the case")
	f.StringVar(&c.key, "key", "", "`FILE` of the case key (default: below the user's configuration folder)")
}

// check returns an error if no case is named.
func (c *caseFlag) check() error {
	if c.dir == "" {
		return misuse("no case given: --case DIR is needed")
	}
	return nil
}

// open opens the case to read it.
func (c *caseFlag) open() (*index.Case, error) {
	return index.Open(index.Config{Dir: c.dir, KeyFile: c.key})
}

// next returns a command line that goes on with the case.
func (c *caseFlag) next(command, arg string) string {
	s := "exposed " + command + " --case " + quote(c.dir)
	if c.key != "" {
		s += " --key " + quote(c.key)
	}
	if arg != "" {
		s += " " + arg
	}
	return s
}

// quote returns s as a shell reads it.
func quote(s string) string {
	if s != "" && !strings.ContainsFunc(s, special) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func special(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("/._-+=:@%", r))
}

// plural returns "1 item", "2 items", with blanks between thousands as in "12,345".
func plural(n int, one string, many ...string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + cmp.Or(strings.Join(many, ""), one+"s")
}

// number returns n with commas between thousands.
func number[T int | int64](n T) string {
	if n < 1000 {
		return strconv.FormatInt(int64(n), 10)
	}
	return number(n/1000) + "," + strconv.FormatInt(int64(n%1000)+1000, 10)[1:]
}
