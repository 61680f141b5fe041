package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"exposed/detectors"
)

// A labelled string is tokens with labels, as datamade/usaddress and
// datamade/probablepeople keep them.
type labelled struct {
	text   string
	tokens []token
}

type token struct {
	label      string
	start, end int
}

// has reports whether one of the labels is in l.
func (l *labelled) has(labels ...string) bool {
	return slices.ContainsFunc(l.tokens, func(t token) bool { return slices.Contains(labels, t.label) })
}

// readLabelled reads the strings of a file of training data; item is the
// name of the element that holds one.
func readLabelled(path, item string) ([]labelled, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []labelled
	var l *labelled
	dec := xml.NewDecoder(f)
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == item {
				list = append(list, labelled{})
				l = &list[len(list)-1]
			} else if l != nil {
				l.tokens = append(l.tokens, token{t.Name.Local, len(l.text), -1})
			}
		case xml.EndElement:
			if t.Name.Local == item {
				l = nil
			} else if l != nil {
				l.tokens[len(l.tokens)-1].end = len(l.text)
			}
		case xml.CharData:
			if l != nil {
				l.write(string(t))
			}
		}
	}
}

// write adds s, each run of blanks as one; a token does not begin with one, nor
// does a comma follow one.
func (l *labelled) write(s string) {
	for i, w := range strings.Fields(s) {
		blank := i > 0 || strings.TrimLeft(s, " \t\r\n") != s
		if blank && l.text != "" && !strings.HasSuffix(l.text, " ") && w[0] != ',' {
			l.text += " "
		}
		if n := len(l.tokens); n > 0 && l.tokens[n-1].end < 0 && i == 0 {
			l.tokens[n-1].start = len(l.text)
		}
		l.text += w
	}
	if strings.TrimRight(s, " \t\r\n") != s && l.text != "" && !strings.HasSuffix(l.text, " ") {
		l.text += " "
	}
}

// A frame is what stands around a string.
type frame struct{ head, tail string }

// frames set a string in a sentence, and on a line of its own.
var (
	addressSentences = []frame{{"We moved to ", " last spring."}, {"Please send the bill to ", " from now on."}, {"She lives at ", ", as far as I know."}, {"The phone was shipped to ", " on Monday."}}
	nameSentences    = []frame{{"I spoke with ", " on Monday."}, {"Please ask ", " to sign the form."}, {"The account belongs to ", ", as far as I know."}, {"On Friday ", " called about the bill."}}
	ownLine          = []frame{{"Hello,\n\n", "\n\nThank you"}, {"Here it is:\n", "\n"}}
)

// place puts l in frame n of those and marks token from to token to-1 as e.
func (l *labelled) place(frames []frame, n, from, to int, e detectors.Element, parts ...string) sample {
	f := frames[n%len(frames)]
	text := strings.TrimSpace(l.text)
	m := mark{e, len(f.head) + l.tokens[from].start, len(f.head) + l.tokens[to-1].end}
	s := sample{text: f.head + text + f.tail, parts: parts}
	for m.end > m.start && strings.IndexByte(" ,;.\"", s.text[m.end-1]) >= 0 { // a stop may be the sentence's
		m.end--
	}
	for m.start < m.end && strings.IndexByte("# ", s.text[m.start]) >= 0 { // the sign for "number"
		m.start++
	}
	s.marks = []mark{m}
	return s
}

// notAddress are the labels of what may stand before or behind an address.
var notAddress = []string{"Recipient", "NotAddress", "BuildingName", "LandmarkName", "CountryName", "CornerOf"}

// usaddress reads the addresses of datamade/usaddress that have a number and a
// street, or a box: each is to be found whole, from the first word of the
// street to the last of the place. Intersections and places alone are left out,
// and a number with a name alone is asked for in a sentence only: no reader takes
// "134 Example Fox" on a line of its own for an address.
func usaddress(data string) ([]set, error) {
	paths, err := files(data, []string{"usaddress", "addr-usaddress"}, "*.xml")
	if err != nil {
		return nil, err
	}
	s := set{name: "usaddress", knows: []detectors.Element{detectors.PostalAddress}, whole: true}
	seen := map[string]bool{}
	for _, path := range paths {
		list, err := readLabelled(path, "AddressString")
		if err != nil {
			return nil, err
		}
		for i := range list {
			if l := &list[i]; !seen[l.text] {
				seen[l.text] = true
				s.address(l)
			}
		}
	}
	return []set{s}, nil
}

func (s *set) address(l *labelled) {
	street := l.has("AddressNumber") && l.has("StreetName")
	if !street && !l.has("USPSBoxID") || l.has("IntersectionSeparator", "NotAddress") {
		return
	}
	part := "street with place"
	switch {
	case !street:
		part = "box"
	case !l.has("StateName", "ZipCode"):
		part = "street alone"
	}
	from, to := 0, len(l.tokens)
	if strings.HasPrefix(l.text, "ref ") { // a reference is no part of an address
		for from < to && strings.HasPrefix(l.tokens[from].label, "Subaddress") {
			from++
		}
	}
	for from < to && slices.Contains(notAddress, l.tokens[from].label) {
		from++
	}
	for to > from && slices.Contains(notAddress, l.tokens[to-1].label) {
		to--
	}
	if from == to {
		return
	}
	n := len(s.samples)
	s.samples = append(s.samples,
		l.place(addressSentences, (n+1)/2, from, to, detectors.PostalAddress, s.name+" in a sentence", s.name+" "+part))
	if !l.bare() {
		s.samples = append(s.samples, l.place(ownLine, (n+1)/2, from, to, detectors.PostalAddress, s.name+" on a line", s.name+" "+part))
	}
}

// bare reports whether l is a number and a name, and nothing else.
func (l *labelled) bare() bool {
	return !slices.ContainsFunc(l.tokens, func(t token) bool { return t.label != "AddressNumber" && t.label != "StreetName" })
}

// probablePeople reads the names of datamade/probablepeople. Those of two words
// and more are to be found whole; names of companies are to be left alone.
func probablePeople(data string) ([]set, error) {
	s := set{name: "probablepeople", knows: []detectors.Element{detectors.Name}, whole: true}
	paths, err := files(data, []string{"probablepeople", "names-probablepeople"}, "*.xml")
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		list, err := readLabelled(path, "Name")
		if err != nil {
			return nil, err
		}
		for i := range list {
			s.addName(&list[i])
		}
	}
	return []set{s}, nil
}

// addName adds a name of a person or of a company.
func (s *set) addName(l *labelled) {
	n := len(s.samples) / 2
	sentence, line := nameSentences, ownLine
	switch {
	case l.has("CorporationName"):
		if l.has("GivenName", "Surname") || len(l.tokens) == 0 {
			return
		}
		a, b := l.place(sentence, n, 0, 1, detectors.None, s.name+" company"), l.place(line, n, 0, 1, detectors.None, s.name+" company")
		a.marks, b.marks = nil, nil
		s.samples = append(s.samples, a, b)
	case l.has("And"):
		return
	case l.has("GivenName", "FirstInitial") && l.has("Surname"):
		s.samples = append(s.samples, l.place(sentence, n, 0, len(l.tokens), detectors.Name, s.name+" in a sentence"), l.place(line, n, 0, len(l.tokens), detectors.Name, s.name+" on a line"))
	}
}
