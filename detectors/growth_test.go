package detectors

import (
	"strings"
	"testing"
	"time"
)

// Texts that repeat one thing are what somebody would write to keep a scan
// busy: four times as much of it must take about four times as long.
const (
	growthFrom = 150_000 // bytes
	growthTo   = 600_000
	maxGrowth  = 8
	maxTook    = 300 * time.Millisecond // for growthTo bytes
)

// pieces begin something that their repetition never ends.
var pieces = []string{"(", ")", "+", "-", "--", "-- ", "1-", "1.", "1 ", "12", "123", "1234", "0O", "l1", "a@", "@", "a@b", "a@b.co", "a.b", "Address:", "Address: A, B C", "Name:", "Name: A", "Phone:", "Account:", "SSN", "DOB:", "password:", "<", ">", ">>", "\t", "| ", "|", ":", "::", "a:b", "\"", "'", ",", ".", ";", "$", "$5", "[", "{", "=", "#", "/", "\\", "&", "é", "０", "地址：", "名前：山田", "\u200e", "\u00a0", "\u3000",
	"a b", "A", "A.", "A B", "A. B", "John", "John Smith", "Smith, John", "J. Smith", "Mr.", "Dear", "Dear Ann,", "Hi", "Thanks,", "Regards,", "Bob", "van", "de la", "and", "Inc", "PO Box", "Box 1", "1 Main", "1 Main St", "Main St", "& Main St", "Suite 5", "Apt", "TX", "TX 75001", "Dallas", "Dallas, TX", "Dallas, TX 75001", "New", "May", "May 5", "5/5/1999", "9:14", "9:14 PM", "On Mon, Ann Lee wrote:", "From: Ann Lee", "Simply", "Simply Unlimited", "IBAN", "GB82 WEST", "617-555-0123", "617-555-", "812000417", "4999 0000", "::1", "192.0.2.1", "192.0.", "Russia", "Russia, China"}

// cells may be heads, labels of a form and values.
var cells = []string{"", "x", "Name", "Name:", "Phone", "Phone:", "Email", "Account", "Agent", "Topic:", "Robert Smith", "6175550123"}

// growthTexts are what is repeated, by the table that it stands in.
func growthTexts() map[string][]string {
	texts := map[string][]string{"addresses": addressTests, "places": placeTests, "names": nameTests, "candidates": candidateTests, "signatures": signTests, "charges": chargeTests, "mailboxes": mailboxTests, "pieces": pieces}
	for _, tt := range tests {
		texts["elements"] = append(texts["elements"], tt.text)
	}
	for _, tt := range numberTests {
		texts["numbers"] = append(texts["numbers"], tt.text)
	}
	for _, tt := range ruleTests {
		texts["rules"] = append(texts["rules"], tt.text)
	}
	for _, tt := range shapeTests {
		texts["tables"] = append(texts["tables"], tt.text)
	}
	for _, tt := range tableTests {
		texts["tables"] = append(texts["tables"], tt.text)
	}
	for _, l := range labels {
		for phrase := range strings.SplitSeq(l.phrases, "|") {
			texts["labels"] = append(texts["labels"], strings.TrimSpace(phrase)+": A1 B")
		}
	}
	for _, a := range cells {
		for _, b := range cells {
			for _, c := range cells {
				texts["heads"] = append(texts["heads"], a+"|"+b+"|"+c)
			}
		}
	}
	for _, a := range pieces {
		for _, b := range pieces {
			texts["pairs"] = append(texts["pairs"], a+b, a+" "+b)
		}
	}
	return texts
}

// BenchmarkGrowth tells of each table how much longer a text takes that repeats
// a row of it four times as often, at most, and names the rows that take too
// long: go test ./detectors -run xxx -bench Growth -benchtime 1x.
func BenchmarkGrowth(b *testing.B) {
	wk := New(Settings{Names: northwind().settings.Names, Plans: northwind().settings.Plans, Domains: []string{"northwind.example"}, Candidates: true, Rules: rulesOf(b, memberRules)}).Worker()
	for table, texts := range growthTexts() {
		b.Run(table, func(b *testing.B) {
			worst := 0.
			for _, text := range texts {
				for _, gap := range []string{" ", "\n", ""} {
					worst = max(worst, growth(b, wk, unmark(text)+gap))
				}
			}
			b.ReportMetric(worst, "growth")
		})
	}
}

// growth returns how much longer four times of text takes, where that is long enough to tell.
func growth(b *testing.B, wk *Worker, text string) float64 {
	if strings.TrimSpace(text) == "" {
		return 1
	}
	took := func(size int) time.Duration {
		s := strings.Repeat(text, size/len(text)+1)
		rows := rowsOf(s)
		start := time.Now()
		wk.Text(s, rows, nil)
		return time.Since(start)
	}
	short, long := took(growthFrom), took(growthTo)
	if long < maxTook/6 {
		return 1
	}
	for range 2 { // what else the machine does is none of the text's
		short, long = min(short, took(growthFrom)), min(long, took(growthTo))
	}
	x := float64(long) / float64(short)
	if x > maxGrowth || long > maxTook {
		b.Logf("%q: %v, %v", text, short, long)
	}
	return x
}
