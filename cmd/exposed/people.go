package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"exposed/detectors"
	"exposed/index"
)

// A people is what the flags of the command people say.
type people struct {
	in         caseFlag
	kind       string
	elements   []string
	states     []string
	custodians []string
	why        string
}

func newPeople() *cobra.Command {
	var p people
	cmd := &cobra.Command{
		Use:   "people --case DIR [flags]",
		Short: "people, what was exposed of each, and why it is one person",
		Long: "Prints one person a line: id on the list, kind, masked name, number of items, what was exposed, and the id of the\n" +
			"person. An * says that several customers fit alike.",
		Example: "  exposed people --case acme --kind customer --element ssn --state CA\n" +
			"  exposed people --case acme --custodian jdoe\n" +
			"  exposed people --case acme --why 3f6c0a9e5d7b41c2a8f09b1e6d2c7a54",
		Args: func(_ *cobra.Command, args []string) error { return p.check(args) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.in.open()
			if err != nil {
				return err
			}
			defer c.Close()
			out := bufio.NewWriter(cmd.OutOrStdout())
			if p.why != "" {
				err = p.printWhy(cmd.Context(), c, out)
			} else {
				err = p.print(cmd.Context(), c, out)
			}
			return cmp.Or(err, out.Flush())
		},
	}
	f := cmd.Flags()
	p.in.register(f)
	f.StringVar(&p.kind, "kind", "", "only people of `KIND`: customer, employee, other")
	f.StringArrayVar(&p.elements, "element", nil, "only people of whom `ELEMENT` was exposed; may be repeated")
	f.StringArrayVar(&p.states, "state", nil, "only people who live in `STATE`, two letters, or \"none\" if it is not known; several are alternatives")
	f.StringArrayVar(&p.custodians, "custodian", nil, "only people who are exposed in the mailbox of `NAME`; several are alternatives")
	f.StringVar(&p.why, "why", "", "the records of the person `ID`, and what links them")
	return cmd
}

func (p *people) check(args []string) error {
	if p.kind != "" && !slices.Contains([]string{"customer", "employee", "other"}, p.kind) {
		return misuse("--kind %q: customer, employee or other is needed", p.kind)
	}
	for _, e := range p.elements {
		if !detectors.ElementOf(e).Exposes() {
			return misuse("--element %q: no such element", e)
		}
	}
	return noArgs(&p.in, args)
}

// A row is a line of the exports people and records, as far as it is used here.
type row struct {
	PersonID   string   `json:"person_id"`
	Aliases    []string `json:"aliases"`
	Kind       string   `json:"kind"`
	CustomerID string   `json:"customer_id"`
	EmployeeID string   `json:"employee_id"`
	Accounts   []string `json:"account_ids"`
	Name       string   `json:"name"`
	Elements   []string `json:"elements"`
	Items      int      `json:"items"`
	Residency  string   `json:"residency"`
	Basis      string   `json:"residency_basis"`
	Conflict   bool     `json:"conflict"`
	Locator    string   `json:"locator"`
	Element    string   `json:"element"`
	Text       string   `json:"text"`
	Why        string   `json:"why"`
}

// rowsOf calls use with each row of an export.
func rowsOf(ctx context.Context, c *index.Case, what string, use func(*row)) error {
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := c.Export(ctx, what, "jsonl", false, w)
		w.CloseWithError(err)
		done <- err
	}()
	d := json.NewDecoder(r)
	for d.More() {
		var x row
		if err := d.Decode(&x); err != nil {
			r.CloseWithError(err)
			break
		}
		use(&x)
	}
	r.Close()
	return <-done
}

// print prints the people whom the flags choose.
func (p *people) print(ctx context.Context, c *index.Case, out io.Writer) error {
	boxed, err := p.boxed(ctx, c)
	if err != nil {
		return err
	}
	return rowsOf(ctx, c, "people", func(x *row) {
		if !p.wants(x) || len(p.custodians) > 0 && !boxed[x.PersonID] {
			return
		}
		fmt.Fprintf(out, "%-12s %-9s %-28s %6d  %s  %s\n", listID(x)+conflict(x), x.Kind, cmp.Or(x.Name, "-"), x.Items, strings.Join(x.Elements, ","), x.PersonID)
	})
}

// wants reports whether the flags choose x, but for --custodian.
func (p *people) wants(x *row) bool {
	if p.kind != "" && x.Kind != p.kind {
		return false
	}
	for _, e := range p.elements {
		if !slices.Contains(x.Elements, e) {
			return false
		}
	}
	return len(p.states) == 0 || slices.ContainsFunc(p.states, func(s string) bool { return strings.EqualFold(s, cmp.Or(x.Residency, "none")) })
}

// boxed returns the ids of the people who are exposed in the mailboxes of the
// custodians that are asked for.
func (p *people) boxed(ctx context.Context, c *index.Case) (map[string]bool, error) {
	if len(p.custodians) == 0 {
		return nil, nil
	}
	people, known := map[string]bool{}, map[string]bool{}
	err := c.Entries(ctx, func(family []index.Entry) error {
		for i := range family {
			e := &family[i]
			if known[e.Custodian] = true; !slices.Contains(p.custodians, e.Custodian) {
				continue
			}
			for k := range e.Findings {
				if f := &e.Findings[k]; f.Counts() && f.Person != nil {
					people[f.Person.ID] = true
				}
			}
		}
		return nil
	})
	for _, name := range p.custodians {
		if err == nil && !known[name] {
			err = fmt.Errorf("no mailbox of %q in the case: there are %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
	}
	return people, err
}

// listID returns the ids that the lists give a person: "C7", "C7/E2", "-".
func listID(x *row) string {
	ids := slices.DeleteFunc([]string{x.CustomerID, x.EmployeeID}, func(s string) bool { return s == "" })
	return cmp.Or(strings.Join(ids, "/"), "-")
}

func conflict(x *row) string {
	if x.Conflict {
		return "*"
	}
	return ""
}

// printWhy prints the person of --why and the findings that speak of them.
func (p *people) printWhy(ctx context.Context, c *index.Case, out io.Writer) error {
	var who *row
	err := rowsOf(ctx, c, "people", func(x *row) {
		if p.why == x.PersonID || p.why == x.CustomerID || p.why == x.EmployeeID || slices.Contains(x.Aliases, p.why) {
			who = x
		}
	})
	if err != nil {
		return err
	}
	if who == nil {
		return fmt.Errorf("nobody with the id %s is exposed", p.why)
	}
	fmt.Fprintf(out, "%s %s, %s\n  person      %s\n  elements    %s\n", who.Kind, listID(who), who.Name, who.PersonID, strings.Join(who.Elements, ", "))
	if who.Residency != "" {
		fmt.Fprintf(out, "  residency   %s, by %s\n", who.Residency, who.Basis)
	}
	if len(who.Accounts) > 0 {
		fmt.Fprintf(out, "  accounts    %s\n", strings.Join(who.Accounts, ", "))
	}
	if who.Conflict {
		fmt.Fprintf(out, "  conflict    several customers fit alike\n")
	}
	fmt.Fprintln(out, "\nfindings:")
	return rowsOf(ctx, c, "findings", func(x *row) {
		if x.PersonID == who.PersonID {
			fmt.Fprintf(out, "  %-16s %-28s %s  (%s)\n", x.Element, x.Text, x.Locator, x.Why)
		}
	})
}
