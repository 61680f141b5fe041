package document

import (
	"fmt"
	"strings"
	"testing"
)

// alignedTests are texts and the cells that are found in them: the number of
// the table, and each cell with its column.
var alignedTests = []struct{ name, text, want string }{
	{"none", "", ""},
	{"prose", "Dear all,\nplease call me.  It is urgent.\nThanks", ""},
	{"pipes", "Hi\nName | Phone\nRobert Smith | 617-555-0123\nAlice Johnson | 617-555-0145\nBye", "0 1 A:Name B:Phone\n0 2 A:Robert Smith B:617-555-0123\n0 3 A:Alice Johnson B:617-555-0145\n"},
	{"markdown", "| Name | Phone |\n|------|:-----:|\n| Robert Smith | 617-555-0123 |", "0 1 A:Name B:Phone\n0 2 A:Robert Smith B:617-555-0123\n"},
	{"mysql", "+------+-------+\n| name | phone |\n+------+-------+\n| Robert Smith | 6175550123 |\n| Alice Johnson | |\n+------+-------+\n2 rows in set", "0 1 A:name B:phone\n0 2 A:Robert Smith B:6175550123\n0 3 A:Alice Johnson B:\n"},
	{"psql", " name         | phone\n--------------+------------\n Robert Smith | 6175550123\n(1 row)", "0 1 A:name B:phone\n0 2 A:Robert Smith B:6175550123\n"},
	{"tabs", "Acct\tName\tPhone\n812000417\tRobert Smith\t6175550123", "0 1 A:Acct B:Name C:Phone\n0 2 A:812000417 B:Robert Smith C:6175550123\n"},
	{"tabs, empty and missing cells", "Acct\tName\tPhone\n812000417\t\t6175550123\n812000418\tAlice Johnson", "0 1 A:Acct B:Name C:Phone\n0 2 A:812000417 B: C:6175550123\n0 3 A:812000418 B:Alice Johnson\n"},
	{"blanks", "Acct       Name            Phone\n812000417  Robert Smith    6175550123\n812000418  Alice Johnson   6175550145\n", "0 1 A:Acct B:Name C:Phone\n0 2 A:812000417 B:Robert Smith C:6175550123\n0 3 A:812000418 B:Alice Johnson C:6175550145\n"},
	{"blanks, ruled and right", "Acct       Name            Balance\n---------  -------------  --------\n812000417  Robert Smith      60.10\n", "0 1 A:Acct B:Name C:Balance\n0 2 A:812000417 B:Robert Smith C:60.10\n"},
	{"blanks, a cell missing", "Acct       Name            Phone\n812000417  Robert Smith    6175550123\n812000418                  6175550145\n", "0 1 A:Acct B:Name C:Phone\n0 2 A:812000417 B:Robert Smith C:6175550123\n0 3 A:812000418 C:6175550145\n"},
	{"blanks, accents", "Cuenta     Titular         Teléfono\n812000417  Lucía Peña      6175550123\n812000418  Alice Johnson   6175550145\n", "0 1 A:Cuenta B:Titular C:Teléfono\n0 2 A:812000417 B:Lucía Peña C:6175550123\n0 3 A:812000418 B:Alice Johnson C:6175550145\n"},
	{"blanks that do not line up", "one  two  three\nfour five  six  seven\neight  nine  ten\n", ""},
	{"quoted", "> Name | Phone\n> Robert Smith | 617-555-0123\n> Alice Johnson | 617-555-0145\n>> Name | Phone", "0 1 A:Name B:Phone\n0 2 A:Robert Smith B:617-555-0123\n0 3 A:Alice Johnson B:617-555-0145\n"},
	{"two tables", "a | b\nc | d\ne | f\n\ng\th\ti\n1\t2\t3\n4\t5\t6", "0 1 A:a B:b\n0 2 A:c B:d\n0 3 A:e B:f\n1 1 A:g B:h C:i\n1 2 A:1 B:2 C:3\n1 3 A:4 B:5 C:6\n"},
	{"labels with their values", "Name:\tRobert Smith\nPhone:\t617-555-0123\nEmail:\trsmith@example.com", ""},
	{"heading of a quoted message", "From:\tRobert\nSent:\tMonday\nTo:\tAlice\nSubject:\tHello", ""},
	{"two lines without a head", "Robert Smith | 617-555-0123\nAlice Johnson | 617-555-0145", ""},
	{"a signature", "Robert Smith | Sales\nHeron Creek", ""},
	{"indented", "\tone\n\ttwo\n\tthree", ""},
	{"line ends of others", "a | b\r\nc | d\r\ne | f\r\n", "0 1 A:a B:b\n0 2 A:c B:d\n0 3 A:e B:f\n"},
}

func TestAligned(t *testing.T) {
	for _, tt := range alignedTests {
		if got := cellsOf(tt.text, Aligned(tt.text)); got != tt.want {
			t.Errorf("%s:\ngot\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// cellsOf writes rows with the text of their cells.
func cellsOf(s string, rows []Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d %d", r.Table, r.N)
		for _, c := range r.Cells {
			fmt.Fprintf(&b, " %c:%s", 'A'+c.Col, s[c.Start:c.End])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// FuzzAligned holds any text to what callers rely on: cells lie in it in order
// and do not overlap, columns rise, and tables and rows are numbered.
func FuzzAligned(f *testing.F) {
	for _, tt := range alignedTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end, table, n := 0, 0, 0
		for i, r := range Aligned(s) {
			if r.Table != table {
				table, n = table+1, 0
			}
			if n++; r.Table != table || r.N != n || len(r.Cells) == 0 {
				t.Fatalf("%q: row %d is %+v", s, i, r)
			}
			col := -1
			for _, c := range r.Cells {
				if c.Start < end || c.End < c.Start || c.End > len(s) || c.Col <= col || strings.Contains(s[c.Start:c.End], "\n") {
					t.Fatalf("%q: cell %+v of row %d", s, c, i)
				}
				end, col = c.End, c.Col
			}
		}
	})
}

func BenchmarkAligned(b *testing.B) {
	prose := strings.Repeat("The committee will meet again when the weather is better, and until then nothing changes for\nthe people who work in the north building.\n\n", 500)
	spaced := strings.Repeat("The committee will meet again.  Until then nothing changes for\nthe people who work in the north building.\n\n", 500)
	table := strings.Repeat("812000417 | Robert Smith | 6175550123 | rsmith@example.com | 60.10\n", 500)
	for _, bb := range []struct{ name, text string }{{"prose", prose}, {"spaced", spaced}, {"table", table}} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			for b.Loop() {
				Aligned(bb.text)
			}
		})
	}
}
