package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"

	"exposed/detectors"
	"exposed/index"
	"exposed/index/person"
)

// listFiles are the company's lists and the user's rules; "" where there is none.
type listFiles struct{ customers, employees, plans, rules string }

// lists are what the company's lists hold.
type lists struct {
	person.Lists
	plans *person.Plans
	rules *detectors.Rules
	files []index.List
}

// A list knows the hash of the file it was read from.
type list interface{ Digest() [32]byte }

// read reads the lists, and says on stderr what of them is not used.
func (files listFiles) read(stderr io.Writer) (l lists, err error) {
	if files.customers != "" {
		if l.Customers, err = readList(&l, "customers", files.customers, person.ReadCustomers, stderr); err != nil {
			return l, err
		}
	}
	if files.employees != "" {
		if l.Employees, err = readList(&l, "employees", files.employees, person.ReadEmployees, stderr); err != nil {
			return l, err
		}
	}
	if files.plans != "" {
		if l.plans, err = readList(&l, "plans", files.plans, person.ReadPlans, stderr); err != nil {
			return l, err
		}
	}
	if files.rules != "" {
		l.rules, err = readList(&l, "rules", files.rules, readRules, stderr)
	}
	return l, err
}

// readList reads one list and notes it in l.
func readList[L list](l *lists, role, path string, read func(io.Reader, string) (L, []person.Warning, error), stderr io.Writer) (L, error) {
	var none L
	f, err := os.Open(path)
	if err != nil {
		return none, err
	}
	defer f.Close()
	list, warnings, err := read(f, path)
	if err != nil {
		return none, err
	}
	printWarnings(stderr, path, warnings)
	digest := list.Digest()
	l.files = append(l.files, index.List{Role: role, Path: path, SHA256: hex.EncodeToString(digest[:])})
	return list, nil
}

// readRules reads a file of rules. One that does not hold is a mistake of the
// command line.
func readRules(r io.Reader, path string) (*detectors.Rules, []person.Warning, error) {
	rules, err := detectors.ReadRules(r)
	var refused *detectors.RuleError
	if errors.As(err, &refused) {
		return nil, nil, misuse("%s: %w", path, err)
	}
	return rules, nil, err
}

// rulesHash returns the SHA-256 of the file of rules, "" if there is none.
func (l *lists) rulesHash() string {
	if l.rules == nil {
		return ""
	}
	digest := l.rules.Digest()
	return hex.EncodeToString(digest[:])
}

// maxWarnings is the number of warnings about a list that are printed.
const maxWarnings = 20

func printWarnings(stderr io.Writer, path string, warnings []person.Warning) {
	for i, w := range warnings {
		if i == maxWarnings {
			fmt.Fprintf(stderr, "exposed: %s: and %s more\n", path, plural(len(warnings)-i, "warning"))
			return
		}
		fmt.Fprintf(stderr, "exposed: %s: %s\n", path, w)
	}
}

// settings returns what the lists tell the detectors.
func (l *lists) settings(format *regexp.Regexp) detectors.Settings {
	set := detectors.Settings{AccountFormat: format, Names: l.names, Candidates: true, Rules: l.rules}
	if c := l.Customers; c != nil {
		set.AccountLengths, set.HasAccount = c.AccountFormat(), c.HasAccount
		set.Plans, set.Features = c.Plans(), c.Features()
	}
	if e := l.Employees; e != nil {
		set.Domains = e.Domains()
	}
	if p := l.plans; p != nil {
		set.Plans, set.Features = p.RatePlans, p.Features
	}
	return set
}

// names yields the names on the lists.
func (l *lists) names(yield func(given, family string)) {
	if l.Customers != nil {
		l.Customers.Names(yield)
	}
	if l.Employees != nil {
		l.Employees.Names(yield)
	}
}
