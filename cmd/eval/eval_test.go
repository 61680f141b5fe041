package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// counts are set, element, then wanted, found, findings and right.
func counts(t *testing.T, args ...string) []string {
	t.Helper()
	var out, log bytes.Buffer
	if err := run(append([]string{"--json"}, args...), &out, &log); err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(out.String()) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf("%s, %s: %d %d %d %d", r.Set, r.Element, r.Wanted, r.Found, r.Findings, r.Right))
	}
	return list
}

// Offsets count characters, elements that a set does not know are left out, and
// a finding is right if a mark of its element touches it: "12 Main Street,
// Springfield, IL 62701" is one finding and holds two marks.
func TestResearch(t *testing.T) {
	want := []string{
		"presidio-research, place: 3 2 1 1",
		"presidio-research, email: 1 1 2 1",
		"presidio-research, payment_card: 2 1 1 1",
	}
	got := only(counts(t, "--data", "testdata", "presidio-research"), func(s string) bool { return strings.HasPrefix(s, "presidio-research,") })
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSets(t *testing.T) {
	got := counts(t, "--data", "testdata")
	for _, want := range []string{
		"presidio-research tuned, payment_card: 1 1 1 1",
		"presidio-research held out, payment_card: 1 0 0 0",
		"presidio tests, payment_card: 1 1 1 1",
		"presidio tests, email: 1 1 1 1",
		"usaddress street with place, postal_address: 2 2 2 2",
		"libphonenumber, phone: 4 4 4 4",
		"wnut17, place: 1 0 0 0",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, strings.Join(got, "\n"))
		}
	}
}

func TestTruth(t *testing.T) {
	want := []string{
		"truth, name: 1 1 2 1",
		"truth, postal_address: 1 1 1 1",
		"truth, phone: 1 0 0 0",
		"truth, rate_plan: 1 1 1 1",
		"truth, billing: 1 1 1 1",
	}
	if got := counts(t, "--truth", "testdata/truth", "--findings", "testdata/truth/findings.jsonl"); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A string is read as it is written: no blank before a comma, none within a token.
func TestLabelled(t *testing.T) {
	list, err := readLabelled("testdata/addr-usaddress/made_up.xml", "AddressString")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range map[int]string{0: "12|Main|St.,|Springfield,|IL|62701", 2: "Acme|7|Xyzzy"} {
		var got []string
		for _, tok := range list[i].tokens {
			got = append(got, list[i].text[tok.start:tok.end])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("tokens %s, want %s", g, want)
		}
	}
	if got, want := strings.TrimSpace(list[2].text), "Acme, 7 Xyzzy"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

func TestTagged(t *testing.T) {
	sets, err := wnut17("testdata")
	if err != nil {
		t.Fatal(err)
	}
	s := sets[0].samples[0]
	var got []string
	for _, m := range s.marks {
		got = append(got, s.text[m.start:m.end])
	}
	if want := "I saw Mary Smith, in Zzyzqx"; s.text != want || !slices.Equal(got, []string{"Mary Smith", "Zzyzqx"}) {
		t.Errorf("%q with %q, want %q", s.text, got, want)
	}
}

// Two of three findings stated at .9 are right; one of .5 is.
func TestBins(t *testing.T) {
	b, ece := bins("name", []judgement{{"name", .9, false, "", true}, {"name", .9, false, "", false}, {"name", .9, false, "", true}, {"name", .5, false, "", true}})
	if len(b) != 2 || b[0].Findings != 1 || b[0].Right != 1 || b[1].Findings != 3 || b[1].Right < .66 || b[1].Right > .67 {
		t.Errorf("bins %+v", b)
	}
	if want := (.5 + .7) / 4; ece < want-.001 || ece > want+.001 {
		t.Errorf("expected calibration error %.3f, want %.3f", ece, want)
	}
}

// What is printed for people: the table, misses in context, values of a case masked.
func TestPrint(t *testing.T) {
	var out, log bytes.Buffer
	if err := run([]string{"--data", "testdata", "--misses", "5", "--truth", "testdata/truth", "--findings", "testdata/truth/findings.jsonl", "presidio-research"}, &out, &log); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"then to «Zzyzqx». Card", "(999) 999-9999", "Aaaa Aaaaaa", "«bob@example.com»"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestMissing(t *testing.T) {
	var out, log bytes.Buffer
	if err := run([]string{"--data", t.TempDir()}, &out, &log); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(log.String(), "is not below"); got != len(sources) {
		t.Errorf("%d sets are said to be missing, want %d", got, len(sources))
	}
	if err := run([]string{"--element", "shoe_size"}, &out, os.Stderr); err == nil {
		t.Error("an unknown element is taken")
	}
}
