package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"exposed/detectors"
	"exposed/index"
	"exposed/scanner"
)

// around is the number of bytes that are shown before and after a finding.
const around = 300

// printAround reads the item again and prints the text around the findings.
// Unless unmask is set, every finding in it is masked.
func printAround(ctx context.Context, w io.Writer, c *index.Case, s *index.Shown, unmask bool) error {
	reader, err := again(ctx, c)
	if err != nil {
		return err
	}
	r := replayer{reader: reader, jump: true}
	defer r.close()
	it, err := r.item(ctx, s.Locator)
	if err != nil {
		return err
	}
	text := it.Text.Data
	start, end := len(text), 0
	for i := range s.Findings {
		spans, err := spansOf(it, s.Findings[i].Locator)
		if err != nil {
			return err
		}
		for _, x := range spans {
			start, end = min(start, x.Start), max(end, x.End)
		}
	}
	if start > end { // no finding: the item as a whole
		start, end = 0, 0
	}
	start, end = wordStart(text, max(0, start-around), start), wordEnd(text, end, min(len(text), end+around))
	shown := text[start:end]
	if !unmask {
		if shown, err = masked(c, s, it, start, end); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(w, "\n%s\n", shown)
	return err
}

// spansOf returns where in the text of it the finding of a locator stands.
func spansOf(it *scanner.Item, locator string) ([]detectors.Span, error) {
	at, err := index.ParseLocator(locator)
	if err != nil {
		return nil, err
	}
	return index.Spans(it.Text, at.Place)
}

// masked returns the text of it from start to end with all findings masked.
func masked(c *index.Case, s *index.Shown, it *scanner.Item, start, end int) (string, error) {
	at := s.Locator
	at.Place = ""
	whole, err := c.Show(at.String(), false)
	if err != nil {
		return "", err
	}
	text := []byte(it.Text.Data)
	for i := range whole.Findings {
		spans, err := spansOf(it, whole.Findings[i].Locator)
		if err != nil {
			return "", err
		}
		for _, x := range spans {
			star(text[x.Start:x.End])
		}
	}
	return string(text[start:end]), nil
}

// star puts stars over letters and digits.
func star(b []byte) {
	for i, c := range b {
		if c > ' ' && c != '-' && c != '.' && c != '@' && c != '(' && c != ')' && c != ',' {
			b[i] = '*'
		}
	}
}

// wordStart returns the first byte of a word between from and to.
func wordStart(s string, from, to int) int {
	if n := strings.IndexAny(s[from:to], " \n\t"); from > 0 && n >= 0 {
		return from + n + 1
	}
	return from
}

// wordEnd returns the end of a word between from and to.
func wordEnd(s string, from, to int) int {
	if n := strings.LastIndexAny(s[from:to], " \n\t"); to < len(s) && n >= 0 {
		return from + n
	}
	return to
}
