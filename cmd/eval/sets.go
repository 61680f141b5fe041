package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"exposed/detectors"
)

// A source is a public set and how it is read.
type source struct {
	name string
	read func(data string) ([]set, error)
}

// sources are the sets, by the names of their projects.
var sources = []source{
	{"presidio-research", presidioResearch},
	{"presidio", presidioCases},
	{"usaddress", usaddress},
	{"probablepeople", probablePeople},
	{"libphonenumber", libphonenumber},
	{"wnut17", wnut17},
}

// files returns the files below the first of the folders of data that is there
// whose names match one of patterns.
func files(data string, folders []string, patterns ...string) ([]string, error) {
	for _, folder := range folders {
		var found []string
		err := filepath.WalkDir(filepath.Join(data, folder), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && slices.ContainsFunc(patterns, func(p string) bool { ok, _ := filepath.Match(p, d.Name()); return ok }) {
				found = append(found, path)
			}
			return err
		})
		if found != nil || err != nil && !errors.Is(err, fs.ErrNotExist) {
			return found, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: filepath.Join(data, folders[0]), Err: fs.ErrNotExist}
}

// A labelled text of presidio-research. Offsets count characters.
type researchSample struct {
	FullText string `json:"full_text"`
	Text     string `json:"text"`
	Spans    []struct {
		Type  string `json:"entity_type"`
		Start int    `json:"start_position"`
		End   int    `json:"end_position"`
	} `json:"spans"`
	Template json.RawMessage `json:"template_id"`
}

// researchTypes are the types of presidio-research that are elements of ours.
var researchTypes = map[string]detectors.Element{
	"PERSON": detectors.Name, "PHONE_NUMBER": detectors.Phone, "EMAIL_ADDRESS": detectors.Email,
	"CREDIT_CARD": detectors.PaymentCard, "US_SSN": detectors.SSN, "IBAN_CODE": detectors.IBAN, "IP_ADDRESS": detectors.IPAddress,
	"STREET_ADDRESS": detectors.PostalAddress, "ADDRESS": detectors.PostalAddress, "GPE": detectors.Place, "LOCATION": detectors.Place,
}

// presidioResearch reads the generated sentences of microsoft/presidio-research.
// Rules are tuned on one half of its templates; the other half is held out.
func presidioResearch(data string) ([]set, error) {
	paths, err := files(data, []string{"presidio-research", "pii-presidio"}, "*.json")
	if err != nil {
		return nil, err
	}
	s := set{name: "presidio-research", places: true, natural: true, knows: known(researchTypes)}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var list []researchSample
		if err := json.Unmarshal(b, &list); err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		for i := range list {
			s.samples = append(s.samples, list[i].sample(s.name+" "+name))
		}
	}
	return []set{s}, nil
}

func (x *researchSample) sample(part string) sample {
	half := " tuned"
	if sum(x.Template)%2 == 1 {
		half = " held out"
	}
	s := sample{text: x.FullText, parts: []string{part, "presidio-research" + half}}
	if s.text == "" {
		s.text = x.Text
	}
	for _, span := range x.Spans {
		if e := researchTypes[span.Type]; e != detectors.None {
			s.marks = append(s.marks, mark{e, byteAt(s.text, span.Start), byteAt(s.text, span.End)})
		}
	}
	return s
}

// sum adds the bytes of an id of a template, as Python prints it.
func sum(id json.RawMessage) int {
	text := strings.Trim(string(id), `"`)
	if text == "null" || text == "" {
		text = "None"
	}
	n := 0
	for i := 0; i < len(text); i++ {
		n += int(text[i])
	}
	return n
}

// byteAt returns the offset in bytes of character n of s.
func byteAt(s string, n int) int {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func known(types map[string]detectors.Element) []detectors.Element {
	var out []detectors.Element
	for _, e := range types {
		out = append(out, e)
	}
	return out
}

// libphonenumber reads the example numbers of google/libphonenumber: region,
// country code, type and national number in columns.
func libphonenumber(data string) ([]set, error) {
	paths, err := files(data, []string{"libphonenumber", "pii-phone"}, "*.tsv")
	if err != nil {
		return nil, err
	}
	s := set{name: "libphonenumber", knows: []detectors.Element{detectors.Phone}, whole: true}
	err = lines(paths[0], func(line string) error {
		col := strings.Split(line, "\t")
		if len(col) < 4 || col[0] == "region" {
			return nil
		}
		cc, national := col[1], col[3]
		s.phone("labelled", "Phone: ", "+"+cc+" "+national, "\nThank you")
		s.phone("international", "You can reach her at ", "+"+cc+national, " until noon.")
		s.phone("national, labelled", "Phone: ", national, "\nThank you")
		if cc == "1" && len(national) == 10 {
			s.phone("north american", "Call me at ", "("+national[:3]+") "+national[3:6]+"-"+national[6:], " today.")
		}
		return nil
	})
	return []set{s}, err
}

func (s *set) phone(part, head, number, tail string) {
	m := mark{detectors.Phone, len(head), len(head) + len(number)}
	s.samples = append(s.samples, sample{head + number + tail, []mark{m}, []string{s.name + " " + part}})
}

// lines calls f with the lines of a file, without their ends.
func lines(path string, f func(line string) error) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		if err := f(strings.TrimSuffix(sc.Text(), "\r")); err != nil {
			return err
		}
	}
	return sc.Err()
}

// wnut17 reads the noisy text of the WNUT 2017 shared task: a token and its
// tag a line, an empty line between texts.
func wnut17(data string) ([]set, error) {
	paths, err := files(data, []string{"wnut17", "ner-wnut17"}, "*.conll", "*.annotated")
	if err != nil {
		return nil, err
	}
	s := set{name: "wnut17", places: true, natural: true, knows: []detectors.Element{detectors.Name, detectors.Place}}
	for _, path := range paths {
		var t tagged
		err := lines(path, func(line string) error {
			if token, tag, ok := strings.Cut(line, "\t"); ok {
				t.add(token, tag)
				return nil
			}
			s.samples = t.end(s.samples)
			return nil
		})
		if err != nil {
			return nil, err
		}
		s.samples = t.end(s.samples)
	}
	return []set{s}, nil
}

// tagged is a text that is put together from tokens.
type tagged struct {
	sample
	tag string
}

func (t *tagged) add(token, tag string) {
	if t.text != "" && !strings.Contains(".,;:!?)'", token) && !strings.HasSuffix(t.text, "(") {
		t.text += " "
	}
	kind, element := tag, detectors.None
	if len(tag) > 2 {
		kind = tag[2:]
	}
	switch kind {
	case "person":
		element = detectors.Name
	case "location":
		element = detectors.Place
	}
	start := len(t.text)
	t.text += token
	switch {
	case element == detectors.None:
	case tag[0] == 'I' && t.tag == kind && len(t.marks) > 0:
		t.marks[len(t.marks)-1].end = len(t.text)
	default:
		t.marks = append(t.marks, mark{element, start, len(t.text)})
	}
	t.tag = kind
}

// end appends the text to list, if there is one, and begins the next.
func (t *tagged) end(list []sample) []sample {
	if t.text != "" {
		list = append(list, t.sample)
	}
	*t = tagged{}
	return list
}
