package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"exposed/index"
	"exposed/index/search"
	"exposed/scanner"
)

// A finder is what the flags of the command search say.
type finder struct {
	in     caseFlag
	query  *search.Query
	limit  int
	jsonl  bool
	unmask bool
}

const searchHelp = `Prints the items that match, in the order of the evidence, with masked extracts. Builds the index where it is missing.

query:
  jane roe                words in any order: all must occur; AND between them changes nothing
  "jane roe"              words in this order; 212-555-0143 is such a phrase too
  jane OR john            one of them;  NOT jane (or -jane): all items but those;  ( ) group
  jan* j?ne *roe          any characters, one character;  roe~ roe~2: words that differ by one or two slips
  from:jane subject:"past due"   to: is to, cc and bcc;  custodian:
  date:2024-01  date:2024-01-05..2024-03  date:>2024-01-31     day, month or year in UTC
  kind:attachment  element:ssn     items with a finding of that element that counts
  phone:"(212) 555-0143"  account:123456789  name:"roe jane"     values that were found, however they are written
  person:ID               items that expose a person: an id of the list, or that of exposed people

A word is a run of letters, digits and "_"; capitals do not matter. Words without a field are those of header, body or
attachment, and of names of files. What comes with a message is found by from, to, subject and date of the message too.`

func newSearch() *cobra.Command {
	var s finder
	cmd := &cobra.Command{
		Use:     "search --case DIR [flags] QUERY...",
		Short:   "items that match, with masked extracts",
		Long:    searchHelp,
		Example: "  exposed search --case acme 'from:\"jane roe\" AND invoice*'\n  exposed search --case acme element:ssn date:2024-01..2024-03",
		Args:    s.args,
		RunE:    s.run,
	}
	f := cmd.Flags()
	s.in.register(f)
	f.IntVar(&s.limit, "limit", 20, "show `N` items at most; all are counted")
	f.BoolVar(&s.jsonl, "jsonl", false, "print one {locator, item_id, kind, custodian, date, subject, extracts} a line")
	f.BoolVar(&s.unmask, "unmask", false, "print values in clear; the audit log says so")
	return cmd
}

func (s *finder) args(_ *cobra.Command, args []string) error {
	if err := s.in.check(); err != nil {
		return err
	}
	if len(args) == 0 {
		return misuse("no query given")
	}
	if s.limit < 0 {
		return misuse("--limit %d: 0 or more is needed", s.limit)
	}
	var err error
	s.query, err = search.Parse(strings.Join(args, " "))
	return err
}

func (s *finder) run(cmd *cobra.Command, _ []string) error {
	c, err := s.in.open()
	if err != nil {
		return err
	}
	defer c.Close()
	ctx := cmd.Context()
	if err := refresh(ctx, c, cmd.ErrOrStderr()); err != nil {
		return err
	}
	x, err := search.Open(c)
	if err != nil {
		return err
	}
	defer x.Close()
	hits, err := x.Search(ctx, s.query)
	if err != nil {
		return err
	}
	if s.unmask {
		if err := c.Audit("search", map[string]any{"unmask": true, "items": len(hits.Ordinals)}); err != nil {
			return err
		}
	}
	if x.LongWords > 0 && s.query.Wildcards() {
		fmt.Fprintf(cmd.ErrOrStderr(), "exposed: %s too long for wildcards and were left out there\n", plural(x.LongWords, "word is", "words are"))
	}
	reader, err := again(ctx, c)
	if err != nil {
		return err
	}
	return s.print(ctx, reader, x, hits, cmd.OutOrStdout(), cmd.ErrOrStderr())
}

// refresh builds the index if it is missing or does not belong to the ledger.
func refresh(ctx context.Context, c *index.Case, stderr io.Writer) error {
	state, err := search.StateOf(c)
	if err != nil || state.Current {
		return err
	}
	why := "is missing"
	if state.Exists {
		why = "is older than the last scan"
	}
	fmt.Fprintf(stderr, "exposed: search index %s: it is built first\n", why)
	_, err = buildIndex(ctx, c, cmp.Or(state.Scope, search.ScopeAll), runtime.GOMAXPROCS(0), stderr)
	return err
}

// A hit is an item as search prints it.
type hit struct {
	Locator   string   `json:"locator"`
	ItemID    string   `json:"item_id"`
	Kind      string   `json:"kind"`
	Custodian string   `json:"custodian"`
	Date      *string  `json:"date"` // null if it is not known
	Subject   string   `json:"subject"`
	Extracts  []string `json:"extracts"`
}

// print prints the first items, and how many there are.
func (s *finder) print(ctx context.Context, reader *scanner.Scanner, x *search.Index, hits search.Hits, stdout, stderr io.Writer) error {
	r := replayer{reader: reader, jump: true}
	defer r.close()
	shown := hits.Ordinals[:min(s.limit, len(hits.Ordinals))]
	out := newJSONL(stdout)
	text := bufio.NewWriter(stdout)
	err := x.Entries(ctx, shown, func(e *index.Entry) error {
		h := hitOf(e, s.unmask)
		it, err := r.item(ctx, e.Locator)
		if err == nil {
			h.Extracts, err = search.Extracts(s.query, e, it, s.unmask)
		}
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			fmt.Fprintf(stderr, "exposed: no extracts of %s: %v\n", h.Locator, err)
		}
		if s.jsonl {
			h.Extracts = append([]string{}, h.Extracts...)
			out.write(h)
			return out.err
		}
		return h.print(text, e)
	})
	err = errors.Join(err, out.close())
	if s.jsonl {
		fmt.Fprintf(stderr, "exposed: %s\n", s.count(x, hits, len(shown)))
	} else {
		fmt.Fprintln(text, s.count(x, hits, len(shown)))
	}
	return errors.Join(err, text.Flush())
}

// hitOf returns e as it is printed, without extracts.
func hitOf(e *index.Entry, unmask bool) hit {
	h := hit{Locator: e.Locator.String(), ItemID: e.ID.String(), Kind: e.Kind.String(), Custodian: e.Custodian, Subject: e.Subject.Shown(unmask)}
	if !e.Sent.IsZero() {
		date := e.Sent.Format(time.RFC3339)
		h.Date = &date
	}
	return h
}

// print prints h for people.
func (h *hit) print(w io.Writer, e *index.Entry) error {
	parts := []string{h.Kind}
	if h.Custodian != "" {
		parts = append(parts, h.Custodian)
	}
	if h.Date != nil {
		parts = append(parts, *h.Date)
	}
	if e.DuplicateOf != "" {
		parts = append(parts, "duplicate")
	}
	fmt.Fprintf(w, "%s\n  %s\n", h.Locator, strings.Join(parts, ", "))
	if h.Subject != "" {
		fmt.Fprintf(w, "  subject: %s\n", search.Line(h.Subject))
	}
	for _, x := range h.Extracts {
		fmt.Fprintf(w, "    %s\n", x)
	}
	_, err := fmt.Fprintln(w)
	return err
}

// count says how many items there are, and what the index does not know.
func (s *finder) count(x *search.Index, hits search.Hits, shown int) string {
	n := len(hits.Ordinals)
	var b strings.Builder
	if n == 0 {
		fmt.Fprintf(&b, "nothing found in %s", plural(x.Items, "item"))
	} else {
		b.WriteString(plural(n, "item"))
		if hits.Duplicates > 0 {
			fmt.Fprintf(&b, ", %s of them %s", number(hits.Duplicates), map[bool]string{true: "a duplicate", false: "duplicates"}[hits.Duplicates == 1])
		}
		if shown < n {
			fmt.Fprintf(&b, "; %s shown, --limit N shows more", plural(shown, "is", "are"))
		}
	}
	if x.Unread > 0 {
		more := "may match too"
		if n == 0 {
			more = "may hold it"
		}
		fmt.Fprintf(&b, "; %s not be read in full and %s", plural(x.Unread, "item could", "items could"), more)
	}
	if x.Scope == search.ScopeFindings {
		b.WriteString("; the index has only items with findings: exposed index makes it whole")
	}
	return b.String()
}
