// Command gen writes the evidence in testdata/case: mailboxes of an invented
// carrier, its lists, and the truth about both. The same program writes the
// same bytes.
//
// usage: go run ./testdata/gen [DIR]
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	dir := filepath.Join("testdata", "case")
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	for name, data := range build() {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			fatal(err)
		}
		if err := os.WriteFile(p, data, 0o666); err != nil {
			fatal(err)
		}
	}
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, "gen:", err)
	os.Exit(1)
}

// build returns all files of the case.
func build() files {
	people, ids := cast()
	t := &truth{people: people, seen: map[fact]bool{}}
	out := files{}
	boxes := map[string][][]byte{}
	for _, list := range [][]mail{tickets, lists, office, attached} {
		for i := range list {
			m := t.message(&list[i])
			for _, box := range strings.Fields(list[i].box) {
				boxes[box] = append(boxes[box], m)
			}
		}
	}
	for box, messages := range boxes {
		out.addBox("mail/"+box, messages)
	}
	out["lists/customers.csv"] = customers(people, ids)
	out["lists/employees.csv"] = employees(people, ids)
	out["lists/plans.csv"] = plans(people, ids)
	out["truth.jsonl"], out["decoys.jsonl"], out["people.jsonl"] = jsonl(t.facts), jsonl(t.decoys), jsonl(exposures(t))
	return out
}

func customers(people map[string]*person, ids []string) []byte {
	cells := [][]string{strings.Split("customer_id account_number first_name middle_name last_name address_1 address_2 city state zip phone email account_type rate_plan features", " ")}
	for _, id := range ids {
		if p := people[id]; p.kind() == "customer" {
			cells = append(cells, []string{p.id, p.account, p.first, p.middle, p.last, p.street, p.unit, p.city, p.state, p.zip,
				p.phone, p.email, p.accountType, p.plan, p.feature})
		}
	}
	return []byte(separated(cells, ','))
}

func employees(people map[string]*person, ids []string) []byte {
	cells := [][]string{strings.Split("employee_id first_name last_name email phone extension", " ")}
	for _, id := range ids {
		if p := people[id]; p.kind() == "employee" {
			cells = append(cells, []string{p.id, p.first, p.last, p.email, p.phone, p.ext})
		}
	}
	return []byte(separated(cells, ','))
}

func plans(people map[string]*person, ids []string) []byte {
	cells := [][]string{{"kind", "name"}}
	for _, id := range ids {
		for _, c := range [][]string{{"rate_plan", people[id].plan}, {"plan_feature", people[id].feature}} {
			if c[1] != "" && !slices.ContainsFunc(cells, func(x []string) bool { return x[1] == c[1] }) {
				cells = append(cells, c)
			}
		}
	}
	return []byte(separated(cells, ','))
}

// An exposure is what the messages hold of one person.
type exposure struct {
	Person   string   `json:"person"`
	Kind     string   `json:"kind"`
	Elements []string `json:"elements"`
	Messages int      `json:"messages"`
	Accessed []string `json:"accessed_elements"`
}

func exposures(t *truth) []exposure {
	elements, messages := map[string][]string{}, map[string][]string{}
	for _, f := range t.facts {
		if !f.Weak {
			elements[f.Person] = append(elements[f.Person], f.Element)
			messages[f.Person] = append(messages[f.Person], f.MessageID)
		}
	}
	var out []exposure
	for who := range elements {
		out = append(out, exposure{who, t.people[who].kind(), unique(elements[who]), len(unique(messages[who])), []string{}})
	}
	for _, f := range t.facts {
		if _, known := elements[f.Person]; !known {
			elements[f.Person] = nil
			out = append(out, exposure{f.Person, "weak", []string{"name"}, 1, []string{}})
		}
	}
	slices.SortFunc(out, func(a, b exposure) int { return strings.Compare(a.Person, b.Person) })
	return out
}

func unique(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// jsonl writes one value a line.
func jsonl[T any](values []T) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, v := range values {
		if err := e.Encode(v); err != nil {
			panic(err)
		}
	}
	return b.Bytes()
}
