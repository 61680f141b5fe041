package person

import (
	"slices"
	"strings"
	"testing"
)

// The lists of the tests. Emma, Erik and their daughter Jane share an account;
// so do two John Smiths, father and son; two other people are named Pat Orr.
const (
	testCustomers = `id,acct,first,middle,last,address,address2,city,state,zip,phone,email
C1,100000001,Emma,J,Kant,12 Oak Street,Apt 4,Reno,NV,89501,2125550101,emma@example.com
C2,100000001,Erik,,Kant,12 Oak Street,Apt 4,Reno,NV,89501,2125550102,
C3,100000001,Jane,,Doe,12 Oak Street,Apt 4,Reno,NV,89501,2125550103,jane@example.com
C4,200000002,John,A,Smith,7 N Elm Ave,,Troy,NY,12180,2125550104,john@example.com
C5,200000002,John,B,Smith,7 N Elm Ave,,Troy,NY,12180,2125550105,
C6,300000003,William,,O'Brien,99 Main St,,Troy,NY,12180,2125550106,
C7,400000004,Pat,,Orr,5 Lake Rd,,Bend,OR,97701,2125550107,
C8,500000005,Pat,,Orr,8 Hill Rd,,Bend,OR,97701,2125550108,
C9,600000006,María,,García López,PO Box 12,,Bend,OR,97702,2125550109,home@example.com
C10,600000006,Luis,,García López,PO Box 12,,Bend,OR,97702,2125550109,home@example.com
C11,700000007,Sue,,Marsh,3 Fern Ct,,Bend,OR,97702,2125550111,
`
	testEmployees = `id,first,last,email,phone
E1,Robert,Fox,bob.fox@carrier.example,2125550150
E2,Ann,Lee,ann.lee@carrier.example,2125550151
E3,Tom,Ray,tom.ray@carrier.example,2125550151
E4,Susan,Marsh,sue.marsh@carrier.example,2125550152
`
)

// testLists returns the lists of the tests.
func testLists(t testing.TB) *Lists {
	t.Helper()
	e, _, err := ReadEmployees(strings.NewReader(testEmployees), "employees.csv")
	if err != nil {
		t.Fatal(err)
	}
	return &Lists{customers(t, testCustomers), e}
}

// facts reads "Name; +12125550101; a@b.example; 100000001; @ 1 Oak St, Reno NV 89501; zip 89501; ssn:…; ~Kant".
func facts(s string) (f Facts) {
	for v := range strings.SplitSeq(s, ";") {
		v = strings.TrimSpace(v)
		switch {
		case v == "":
		case v[0] == '~':
			f.Partial = append(f.Partial, v[1:])
		case v[0] == '+':
			f.Phones = append(f.Phones, v)
		case strings.HasPrefix(v, "@ "):
			f.Addresses = append(f.Addresses, v[2:])
		case strings.HasPrefix(v, "zip "):
			f.ZIPs = append(f.ZIPs, v[4:])
		case strings.Contains(v, "@"):
			f.Emails = append(f.Emails, v)
		case strings.Contains(v, ":"):
			f.Primary = append(f.Primary, v)
		case isDigits(v, 9):
			f.Accounts = append(f.Accounts, v)
		default:
			f.Names = append(f.Names, normal(v))
		}
	}
	return f
}

// who says in short who a record speaks of.
func who(m Match) string {
	var s []string
	for _, x := range []string{m.CustomerID, m.EmployeeID} {
		if x != "" {
			s = append(s, x)
		}
	}
	switch {
	case m.Conflict:
		s = append(s, "conflict")
	case m.Nobody:
		s = append(s, "nobody")
	case s == nil:
		s = append(s, "other")
	}
	return strings.Join(s, " ")
}

func TestMatch(t *testing.T) {
	l := testLists(t)
	tests := []struct{ facts, want string }{
		// Account and name.
		{"Emma Kant; 100000001", "C1"},
		{"KANT, ERIK; 100000001", "C2"},
		{"Jane Doe; 100000001", "C3"},
		{"Bill O'Brien; 300000003", "C6"},
		{"Wm. OBrien; 300000003", "C6"},
		{"J. Doe; 100000001", "C3"},
		{"María García; 600000006", "C9"},
		{"Luis Garcia Lopez; 600000006", "C10"},
		{"Lus Garca Lpez; 600000006", "other"},
		{"E. Kant; 100000001", "conflict"},
		{"E. Kant; 100000001; +12125550102", "C2"},
		{"E. Kant; 100000001; emma@example.com", "C1"},
		{"John Smith; 200000002", "conflict"},
		{"John Smith; 200000002; +12125550105", "C5"},
		{"John Smith; 200000002; john@example.com", "C4"},
		{"Otto Kant; 100000001", "other"},
		{"Otto Noll; 100000001", "other"},
		{"Otto Noll; Emma Kant; 100000001", "C1"},

		// Account and part of a name, or none.
		{"~erik; 100000001", "C2"},
		{"~doe; 100000001", "C3"},
		{"~kant; 100000001", "conflict"},
		{"~emma; ~kant; 100000001", "C1"},
		{"~otto; 100000001", "other"},
		{"100000001", "other"},
		{"700000007", "other"},
		{"100000001; +12125550102", "C2"},
		{"999999999", "other"},
		{"Emma Kant; 999999999", "other"},

		// Phone and e-mail.
		{"+12125550101", "C1"},
		{"emma@example.com", "C1"},
		{"Emma Kant; +12125550101", "C1"},
		{"Emma Kant; +12125550101; 999999999", "C1"},
		{"Otto Noll; +12125550101", "other"},
		{"Erik Kant; +12125550101", "other"},
		{"Otto Noll; emma@example.com", "other"},
		{"+12125550109", "conflict"},
		{"home@example.com", "conflict"},
		{"+12125550109; ~luis", "C10"},
		{"María García; +12125550109", "C9"},
		{"+12125550199", "other"},

		// Name and address, name and ZIP.
		{"Pat Orr; @ 5 Lake Rd, Bend, OR 97701", "C7"},
		{"Pat Orr; @ 5 lake road|bend|or|97701", "C7"},
		{"Pat Orr; @ 8 Hill Road Bend OR 97701-1234", "C8"},
		{"Pat Orr; @ 5 Lake Rd, Bend", "C7"},
		{"Pat Orr; @ 5 Lake Rd", "other"},
		{"Pat Orr; @ 6 Lake Rd, Bend, OR 97701", "other"},
		{"Pat Orr; @ 5 Lake Rd, Troy, NY 12180", "other"},
		{"Pat Orr; zip 97701", "conflict"},
		{"Pat Orr; @ Bend, OR 97701", "conflict"},
		{"Pat Orr; zip 97702", "nobody"},
		{"Sue Marsh; zip 97702", "C11"},
		{"Sue Marsh; @ Bend, OR 97702", "C11"},
		{"Sue Marsh; @ 9 Other St, Bend, OR 97702", "other"},
		{"Pat Orr; @ Bend, OR", "nobody"},
		{"Emma Kant; @ 12 Oak St #4, Reno, NV 89501", "C1"},
		{"Bill OBrien; @ 99 Main Street, Troy NY 12180", "C6"},
		{"Maria Garcia; @ P.O. Box 12, Bend, OR 97702", "C9"},
		{"John Smith; @ 7 Elm Ave, Troy, NY 12180", "conflict"},
		{"John Smith; @ 7 S Elm Ave, Troy, NY 12180", "other"},
		{"@ 5 Lake Rd, Bend, OR 97701", "nobody"},

		// Values that point to several customers.
		{"+12125550101; emma@example.com; jane@example.com", "C1"},
		{"+12125550101; jane@example.com", "conflict"},
		{"Pat Orr; 400000004; +12125550108", "conflict"},
		{"Pat Orr; 400000004; +12125550108; zip 97701", "conflict"},
		{"Pat Orr; 400000004; +12125550108; @ 8 Hill Rd, Bend OR 97701", "C8"},
		{"Pat Orr; 100000001; +12125550108", "C8"},

		// Employees.
		{"bob.fox@carrier.example", "E1"},
		{"Bob Fox; bob.fox@carrier.example; +12125550150", "E1"},
		{"Bob Fox; +12125550150", "E1"},
		{"+12125550150", "E1"},
		{"Bob Fox", "nobody"},
		{"+12125550151", "other"},
		{"Ann Lee; +12125550151", "E2"},
		{"Retail Care; bob.fox@carrier.example", "E1"},
		{"Otto Noll; +12125550199; bob.fox@carrier.example", "other"},
		{"Emma Kant; 100000001; bob.fox@carrier.example", "C1"},
		{"Sue Marsh; sue.marsh@carrier.example; +12125550152", "E4"},
		{"Sue Marsh; sue.marsh@carrier.example; 700000007", "C11 E4"},
		{"Emma Kant; 100000001; +12125550150", "C1"},

		// Nobody.
		{"", "nobody"},
		{"Emma Kant", "nobody"},
		{"~emma", "nobody"},
		{"Emma Kant; zip 10001", "nobody"},
		{"zip 89501", "nobody"},

		// On no list.
		{"Otto Noll; ssn:078051120", "other"},
		{"ssn:078051120", "other"},
		{"Otto Noll; @ 1 Far Rd, Reno, NV 89501", "other"},
	}
	for _, tt := range tests {
		m := l.Match(facts(tt.facts))
		if got := who(m); got != tt.want {
			t.Errorf("%s: got %s (%s), want %s", tt.facts, got, m.Why, tt.want)
		}
	}
}

func TestMatchFields(t *testing.T) {
	l := testLists(t)
	m := l.Match(facts("KANT, Emma; 100000001; 999999999; @ 1 Far Rd, Troy, NY 12180"))
	if m.Name != "emma kant" || m.State != "NV" || m.StateBasis != "customer list" || m.Why != "account and name" || m.Keys != nil {
		t.Errorf("customer: %+v", m)
	}
	if !slices.Equal(m.Known, []bool{true, false}) {
		t.Errorf("known %v", m.Known)
	}
	m = l.Match(facts("Otto Noll; 100000001; @ 1 Far Rd, Troy, NY 12180"))
	if m.Name != "otto noll" || m.State != "NY" || m.StateBasis != "address" || m.Why != "" || !m.Known[0] {
		t.Errorf("other: %+v", m)
	}
	m = l.Match(facts("Sue Marsh; sue.marsh@carrier.example; 700000007"))
	if m.Why != "account and name; employee: email and name" {
		t.Errorf("both: %+v", m)
	}
	m = (&Lists{}).Match(facts("Emma Kant; 100000001"))
	if who(m) != "other" || !slices.Equal(m.Known, []bool{false}) {
		t.Errorf("no lists: %+v", m)
	}
}

func TestMergedRows(t *testing.T) {
	l := &Lists{Customers: customers(t, "id,acct,name,phone\n1,100000001,Emma Kant,2125550101\n2,100000001,Erin Kant,\n1,200000002,Emma Kant,2125550102\n")}
	for f, want := range map[string]string{
		"Emma Kant; 100000001; 200000002": "1", "E Kant; 100000001": "conflict", "E Kant; 100000001; +12125550102": "1",
	} {
		if got := who(l.Match(facts(f))); got != want {
			t.Errorf("%s: got %s, want %s", f, got, want)
		}
	}
}

// TestKeys: records of people on no list share a key, or do not.
func TestKeys(t *testing.T) {
	l := testLists(t)
	tests := []struct {
		a, b string
		join bool
	}{
		{"Bill Smith; +12125550199", "SMITH, Bill; +12125550199", true},
		{"Bill Q. Smith; +12125550199", "Bill Smith; +12125550199", true},
		{"José Muñoz; +12125550199", "jose munoz; +12125550199", true},
		{"Bill Smith; +12125550199", "William Smith; +12125550199", false},
		{"Bill Smith; +12125550199", "Ann Smith; +12125550199", false},
		{"Bill Smith; +12125550199", "Bill Smith; +12125550198", false},
		{"Bill Smith; +12125550199", "+12125550199", false},
		{"+12125550199", "+12125550199; zip 10001", true},
		{"Bill Smith; 999999999", "Bill Smith; 999999999", true},
		{"Bill Smith; 999999999", "Ann Smith; 999999999", false},
		{"Bill Smith; 999999999", "Bill Smith; +12125550199", false},
		{"999999999", "999999999", true},
		{"999999999", "999999999; +12125550199", false},
		{"Bill Smith; b@example.com", "b@example.com", true},
		{"Bill Smith; b@example.com", "Ann Smith; b@example.com", true},
		{"Bill Smith; info@firm.example", "Ann Smith; info@firm.example", false},
		{"Bill Smith; info@firm.example", "Bill Smith; info@firm.example", true},
		{"Bill Smith; no-reply@firm.example", "Ann Smith; no-reply@firm.example", false},
		{"Bill Smith; ssn:078051120", "ssn:078051120", true},
		{"Bill Smith; ssn:078051120", "W Smith; ssn:078051120", true},
		{"Bill Smith; @ 1 Far Rd, Troy, NY 12180", "Bill Smith; @ 1 Far Road Apt 2, Troy NY 12180-0001", true},
		{"Bill Smith; @ 1 Far Rd, Troy, NY 12180", "Bill Smith; @ 2 Far Rd, Troy, NY 12180", false},
		{"Bill Smith; @ 1 Far Rd, Troy, NY 12180", "Ann Smith; @ 1 Far Rd, Troy, NY 12180", false},
	}
	for _, tt := range tests {
		a, b := l.Match(facts(tt.a)), l.Match(facts(tt.b))
		join := slices.ContainsFunc(a.Keys, func(k uint64) bool { return slices.Contains(b.Keys, k) })
		if join != tt.join || len(a.Keys) == 0 || len(b.Keys) == 0 {
			t.Errorf("%s | %s: join %v, want %v", tt.a, tt.b, join, tt.join)
		}
	}
}

// TestKeysStay: keys are the same on every machine and in every release.
func TestKeysStay(t *testing.T) {
	if got := hashOf(tagEmail, "b@example.com"); got != 0x8a52328741106c29 {
		t.Errorf("hash %#x", got)
	}
}

func BenchmarkMatch(b *testing.B) {
	l := testLists(b)
	for _, bb := range []struct{ about, facts string }{
		{"account", "Emma Kant; 100000001; +12125550101; @ 12 Oak St Apt 4, Reno, NV 89501"},
		{"phone", "Emma Kant; +12125550101"},
		{"unlisted", "Otto Noll; +12125550199; @ 1 Far Rd, Troy, NY 12180"},
	} {
		f := facts(bb.facts)
		b.Run(bb.about, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Match(f)
			}
		})
	}
}
