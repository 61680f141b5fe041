package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"exposed/index"
	"exposed/index/person"
	"exposed/index/report"
)

// A reporter is what the flags of the command report say.
type reporter struct {
	in     caseFlag
	lists  listFiles
	dir    string
	unmask bool
}

func newReport() *cobra.Command {
	var r reporter
	cmd := &cobra.Command{
		Use:   "report --case DIR -o DIR [flags]",
		Short: "everything counsel receives: a page, lists and a workbook",
		Long: "Writes report.html (one page to read and print), report.xlsx (summary, notification list, matrix, citations, exceptions,\n" +
			"evidence), people.csv, exposures.csv and SHA256SUMS. Values are masked unless --unmask is given. Addresses come from\n" +
			"the lists that the case was scanned with, as long as they lie where they lay.",
		Example: "  exposed report --case acme -o acme-report\n  exposed report --case acme -o to-mail-house --unmask",
		Args: func(_ *cobra.Command, args []string) error {
			if r.dir == "" {
				return misuse("-o DIR is needed: where the report goes")
			}
			return noArgs(&r.in, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := r.in.open()
			if err != nil {
				return err
			}
			defer c.Close()
			boundMemory(1)
			return r.run(cmd.Context(), c, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	r.in.register(f)
	f.StringVarP(&r.dir, "output", "o", "", "write to the folder `DIR`")
	f.StringVar(&r.lists.customers, "customers", "", "the list of customers, a `CSV` file, if it lies elsewhere")
	f.StringVar(&r.lists.employees, "employees", "", "the list of employees, a `CSV` file, if it lies elsewhere")
	f.BoolVar(&r.unmask, "unmask", false, "write values in clear; the audit log says so")
	return cmd
}

func (r *reporter) run(ctx context.Context, c *index.Case, stdout, stderr io.Writer) error {
	contacts, err := r.contacts(c)
	if err != nil {
		return err
	}
	if contacts.Missing != "" {
		fmt.Fprintf(stderr, "exposed: %s\n", contacts.Missing)
	}
	err = report.Write(ctx, c, report.Options{Dir: r.dir, Unmask: r.unmask, Program: version(), Contacts: contacts})
	if err == nil {
		fmt.Fprintf(stdout, "The report lies in %s: begin with report.html\n", r.dir)
	}
	return err
}

// contacts reads how to reach the people of the case from the lists it was
// scanned with. A list that is not there, or another one, is not used.
func (r *reporter) contacts(c *index.Case) (report.Contacts, error) {
	people, err := c.People()
	if err != nil {
		return report.Contacts{}, err
	}
	var all report.Contacts
	var missing []string
	for _, l := range c.Settings().Lists {
		kind, path := person.Customer, r.lists.customers
		switch l.Role {
		case "customers":
		case "employees":
			kind, path = person.Employee, r.lists.employees
		default:
			continue
		}
		if path == "" {
			path = l.Path
		}
		list, err := contactsOf(path, l.SHA256, kind, people)
		if err != nil {
			missing = append(missing, fmt.Sprintf("addresses of %s are not from their list: %v", l.Role, err))
		} else if kind == person.Customer {
			all.Customers = list
		} else {
			all.Employees = list
		}
	}
	all.Missing = strings.Join(missing, "; ")
	return all, nil
}

// contactsOf reads the contacts of people from the list with that SHA-256.
func contactsOf(path, want string, kind person.Kind, people []*index.Person) (map[string]*person.Contact, error) {
	ids := map[string]bool{}
	for _, p := range people {
		if id := p.CustomerID; kind == person.Customer && id != "" {
			ids[id] = true
		}
		if id := p.EmployeeID; kind == person.Employee && id != "" {
			ids[id] = true
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, digest, err := person.ReadContacts(f, path, kind, func(id string) bool { return ids[id] })
	if err != nil {
		return nil, err
	}
	if hex.EncodeToString(digest[:]) != want {
		return nil, fmt.Errorf("%s is not the list that the case was scanned with: give that one with --customers or --employees", path)
	}
	return list, nil
}
