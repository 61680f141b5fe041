package detectors

import (
	"strings"
	"testing"
)

const (
	benchProse = `The committee will meet again when the weather is better, and until then nothing changes for the people who
work in the north building. Please bring the drawings that we looked at last week, since some of them were never copied.
If anybody still has the long ladder from the cellar, it would be kind to put it back before the painters come.

`
	benchTicket = `Ticket: 90871
Customer name: Robert Smith
Account Number: 812000417
Phone: (617) 555-0123
Service address: 1200 Main Street Apt 4, Boston, MA 02108
Hi team, Robert Smith called in again about the last invoice. There is a balance of $60.10, card ending in 4242.
He is on Simply Unlimited with Wi-Fi Calling, PIN 4471, DOB 03/12/1970. Please follow up at rsmith@example.com.

`
	benchRow     = "812000417|Robert|Smith|1200 Main St|Boston|MA|02108|617-555-0123|rsmith@example.com|Simply Unlimited|60.10\n"
	benchHead    = "Account Number|First Name|Last Name|Service Address|City|State|Zip|Mobile|Email|Rate Plan|Balance\n"
	benchNumbers = `2020-03-12 09:00:00.123 host=192.168.1.7 pid=4471 bytes=18234 id=6f9619ff-8b86-d011-b42d-00c04fc964ff
order 6175550123 qty 12 at 19.99, tracking 9400 1000 0000 0000 0000 00, version 10.0.19041.5550, part 12-34567-89
1583971200 0.4471 17,234 88 3.14159 4999000000000004 0000 0000 0000 0000 22:14:07
`
)

// benchMixed is prose, tickets, logs and a table.
func benchMixed() string {
	return strings.Repeat(benchProse, 60) + strings.Repeat(benchTicket, 10) + strings.Repeat(benchNumbers, 10) + benchHead + strings.Repeat(benchRow, 300)
}

func BenchmarkText(b *testing.B) {
	sparse := strings.Repeat(benchProse, 100)
	dense := strings.Repeat(benchTicket, 70)
	numbers := strings.Repeat(benchNumbers, 100)
	table := benchHead + strings.Repeat(benchRow, 300)
	mixed := benchMixed()
	for _, bb := range []struct {
		name, text string
	}{
		{"mixed", mixed}, {"sparse", sparse}, {"dense", dense}, {"numbers", numbers}, {"table", table},
	} {
		b.Run(bb.name, func(b *testing.B) {
			rows := rowsOf(bb.text)
			wk := northwind().Worker()
			found := wk.Text(bb.text, rows, nil)
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			for b.Loop() {
				found = wk.Text(bb.text, rows, found[:0])
			}
		})
	}
}

// BenchmarkTable reads a table of 50,000 rows with heads, and without.
func BenchmarkTable(b *testing.B) {
	rows := strings.Repeat("812000417|Robert|Smith|1200 Main St|Boston|MA|02108|617-555-0123|rsmith@example.com|Simply Unlimited|60.10|03/12/1970\n", 50_000)
	words := strings.Repeat("Robert Smith|Boston|Simply Unlimited|active|retail|north|Premium|none|new|web|yes|no\n", 50_000)
	for _, bb := range []struct {
		name, text string
	}{
		{"heads", strings.TrimSuffix(benchHead, "\n") + "|DOB\n" + rows}, {"bare", rows}, {"words", words},
	} {
		b.Run(bb.name, func(b *testing.B) {
			rows := rowsOf(bb.text)
			wk := northwind().Worker()
			var found []Finding
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			for b.Loop() {
				found = wk.Text(bb.text, rows, found[:0])
			}
		})
	}
}

// BenchmarkRules scans text in which every second line has values of rules, with
// the rules and without.
func BenchmarkRules(b *testing.B) {
	text := strings.Repeat("Ann Lee, 303-555-0142, wrote on 03/12/2020: member NW-1234567 has badge 12345679 and asks for a voucher.\nThe parcel was sent to the old place, as far as we know.\n", 400)
	for _, bb := range []struct {
		name  string
		rules *Rules
	}{{"none", nil}, {"four", rulesOf(b, memberRules)}} {
		b.Run(bb.name, func(b *testing.B) {
			wk := New(Settings{Rules: bb.rules}).Worker()
			var found []Finding
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				found = wk.Text(text, nil, found[:0])
			}
		})
	}
}
