package scanner

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"exposed/detectors"
	"exposed/scanner/document"
	"exposed/scanner/mailbox"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/msg"
	"exposed/scanner/mailbox/tnef"
)

// item makes the family of a file: a message with all it carries, or the file alone.
func (r *reader) item(raw []byte, name, inner string) []Item {
	if mailbox.IsMessage(raw[:min(len(raw), headBytes)]) {
		return r.message(raw, inner)
	}
	return r.familyOf(inner, File, raw, func() {
		if o, err := outlookItem(document.Kind(raw[:min(len(raw), headBytes)], "", ""), raw); o != nil {
			r.addObject(o, inner, -1, 0, false)
			if err != nil {
				r.except(0, objectProblem(err))
			}
			return
		}
		r.family = append(r.family, Item{Inner: inner, Parent: -1, Kind: File})
		r.expand(0, raw, name, "", "", 0)
	})
}

// outlookItem returns the item of Outlook in a file of that kind, as far as it can
// be read; nil if the file holds none.
func outlookItem(kind string, raw []byte) (mapi.Object, error) {
	switch kind {
	case "ole", "doc", "xls", "ppt", "msg":
		if msg.Is(raw) {
			return msg.Open(raw)
		}
	case "tnef":
		return tnef.Open(raw)
	}
	return nil, nil
}

func (r *reader) reset() {
	r.budget = unpacking{}
	for i := range r.family {
		if f := r.family[i].Findings; r.family[i].Kind == Message && cap(f) > 0 && cap(f) <= maxSpare && len(r.found) < 8 {
			clear(f)
			r.found = append(r.found, f[:0])
		}
	}
	clear(r.family)
	r.family = r.family[:0]
}

// maxSpare is the longest list of findings whose memory is kept for the next message.
const maxSpare = 4096

// spare returns memory for findings.
func (r *reader) spare() []detectors.Finding {
	n := len(r.found)
	if n == 0 {
		return nil
	}
	f := r.found[n-1]
	r.found = r.found[:n-1]
	return f
}

// message makes the family of a message.
func (r *reader) message(raw []byte, inner string) []Item {
	return r.familyOf(inner, Message, raw, func() {
		r.addMessage(raw, inner, -1, 0)
		r.join(raw)
	})
}

// addMessage appends the message raw and all it carries to the family.
func (r *reader) addMessage(raw []byte, inner string, parent, depth int) {
	parts := mailbox.Parse(raw, mailbox.DefaultLimits)
	if parent < 0 {
		r.addApart(parts)
	}
	r.addParts(parts, inner, parent, depth)
}

// addParts appends the items of the parts of a message to the family. It returns
// the item that each part belongs to.
func (r *reader) addParts(parts []mailbox.Part, inner string, parent, depth int) []int {
	items := make([]int, len(parts))
	first := len(r.family)
	for i := range parts {
		p := &parts[i]
		switch {
		case p.Root:
			up, at := parent, inner
			if i > 0 {
				up = items[p.Parent]
				at = r.childLocator(up)
			}
			r.family = append(r.family, r.newMessage(p, at, up))
			items[i] = len(r.family) - 1
			if p.Body != nil && !shown(p) {
				r.attachment(p, items[i], depth)
			}
		case p.Body == nil && hasChildren(parts, i), shown(p):
			items[i] = r.messageOf(items[p.Parent])
		default:
			items[i] = r.attachment(p, items[p.Parent], depth)
		}
		r.problems(items[i], p)
	}
	for i := first; i < len(r.family); i++ {
		if r.family[i].Kind == Message && r.family[i].Text.Data == "" {
			r.compose(i, parts, items)
		}
	}
	return items
}

func hasChildren(parts []mailbox.Part, i int) bool {
	return i+1 < len(parts) && parts[i+1].Parent == i
}

// messageOf is the message that item k is or lies in: it shows the text that
// stands beside its files.
func (r *reader) messageOf(k int) int {
	for r.family[k].Kind != Message && r.family[k].Parent >= 0 {
		k = r.family[k].Parent
	}
	return k
}

// childLocator is the place of the next item below item up: behind the last of them.
func (r *reader) childLocator(up int) string {
	n := 0
	for i := len(r.family) - 1; i > up && n == 0; i-- {
		if it := &r.family[i]; it.Parent == up {
			n, _ = strconv.Atoi(it.Inner[strings.LastIndexByte(it.Inner, '!')+1:])
		}
	}
	return r.family[up].Inner + "!" + strconv.Itoa(n+1)
}

func (r *reader) newMessage(p *mailbox.Part, inner string, parent int) Item {
	it := Item{Inner: inner, Parent: parent, Kind: Message, Size: int64(len(p.Raw)), SHA256: sha256.Sum256(p.Raw)}
	it.Subject = p.Get("subject")
	it.MessageID = mailbox.MessageID(p.Get("message-id"))
	if t, ok := mailbox.ParseDate(p.Get("date")); ok {
		it.Sent = t
	}
	return it
}

// shown reports whether p is text that its message shows, and no file. What a
// message has instead of text is a file.
func shown(p *mailbox.Part) bool {
	switch {
	case p.Stray:
		return true
	case !p.Root && (p.Disposition == "attachment" || p.Filename != "" && p.Disposition != "inline"):
		return false
	}
	switch p.Type {
	case "text/plain", "text/html", "text/enriched", "text/richtext":
		return true
	}
	return !strings.Contains(p.Type, "/")
}

// attachment adds the file in part p to the family and returns its item.
func (r *reader) attachment(p *mailbox.Part, parent, depth int) int {
	k := len(r.family)
	r.family = append(r.family, Item{Inner: r.childLocator(parent), Parent: parent, Kind: Attachment, Name: p.Filename, Size: int64(len(p.Body)), SHA256: sha256.Sum256(p.Body), MessageID: r.family[parent].MessageID})
	r.expand(k, p.Body, p.Filename, p.Type, p.Charset, depth)
	return k
}

// problems makes exceptions of what could not be decoded in part p.
func (r *reader) problems(item int, p *mailbox.Part) {
	for _, x := range p.Problems {
		r.except(item, Exception{Reason: reasonOf(x.Reason), Detail: x.Detail, Bytes: int64(len(p.Raw))})
	}
}

func (r *reader) except(item int, x Exception) {
	r.family[item].Exceptions = append(r.family[item].Exceptions, x)
}

// reasonOf maps the word of a format's reader to a Reason.
func reasonOf(word string) Reason {
	for i, s := range reasonNames {
		if s == word {
			return Reason(i)
		}
	}
	return Malformed
}

// compose puts the text of message item k together from its header and the
// parts that it shows, and searches it.
func (r *reader) compose(k int, parts []mailbox.Part, items []int) {
	it := &r.family[k]
	root := -1
	for i := range parts {
		if items[i] == k && parts[i].Root {
			root = i
		}
	}
	if root < 0 {
		return
	}
	r.body = r.body[:0]
	head := r.writeHeader(&parts[root])
	r.body = append(r.body, '\n')
	it.Head = len(r.body)
	r.starts, r.shown = r.starts[:0], r.shown[:0]
	for i := range parts {
		if items[i] != k || parts[i].Body == nil || !shown(&parts[i]) {
			continue
		}
		r.unreadText(k, &parts[i], r.show(it, &parts[i]))
	}
	if names := r.attachedNames(k, parts, items); len(names) > 0 {
		if len(r.body) > it.Head {
			r.body = append(r.body, '\n')
		}
		r.show(it, &mailbox.Part{Type: "text/plain", Charset: "utf-8", Body: names})
	}
	it.Text.Data = string(r.body)
	r.readPeople(it.Text.Data, head)
	it.Content = r.contentHash(k)
	if r.detect != nil {
		r.doubtful = nil
		it.Findings, it.Records = r.searchHeader(it.Text.Data, head, r.spare(), nil)
		it.Candidates = r.doubtful
		r.addShown(it)
	}
}

// show adds the text of a part to that of message it, which is in body.
func (r *reader) show(it *Item, p *mailbox.Part) *readout {
	rd := r.shownText(p)
	r.starts, r.shown = append(r.starts, len(r.body)), append(r.shown, rd)
	it.Text.Rows = appendRows(it.Text.Rows, rd.text.Rows, len(r.body))
	r.body = append(r.body, rd.text.Data...)
	if n := len(r.body); n > it.Head && r.body[n-1] != '\n' {
		r.body = append(r.body, '\n')
	}
	return rd
}

// attachedNames returns the names of the files that message k carries, one a line,
// with blanks for underscores: names and numbers of people stand in them.
func (r *reader) attachedNames(k int, parts []mailbox.Part, items []int) (names []byte) {
	for i := range parts {
		if name := parts[i].Filename; name != "" && items[i] != k && r.family[items[i]].Kind == Attachment && r.family[items[i]].Parent == k {
			names = append(append(append(names, "Attachment: "...), strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " ")...), '\n')
		}
	}
	return names
}

// addShown adds what stands in the parts that message it shows, and makes records of it.
func (r *reader) addShown(it *Item) {
	n, rows := len(it.Findings), 0
	for i, rd := range r.shown {
		at := r.starts[i]
		if len(rd.findings) > 0 {
			it.Stretches = append(it.Stretches, Stretch{&rd.Reading, len(it.Findings), len(rd.findings)})
		}
		for _, f := range rd.findings {
			f.Start += at
			f.End += at
			if f.Row > 0 {
				f.Row += rows
			}
			f.More = shifted(f.More, at)
			it.Findings = append(it.Findings, f)
		}
		for _, f := range rd.candidates {
			f.Start += at
			f.End += at
			it.Candidates = append(it.Candidates, f)
		}
		rows += len(rd.text.Rows)
	}
	it.Records = r.records(it, it.Records, n)
}

// unreadText makes exceptions of what the text of a part does not say.
func (r *reader) unreadText(k int, p *mailbox.Part, rd *readout) {
	if !rd.exact {
		r.except(k, Exception{Malformed, fmt.Sprintf("part at byte %d: bytes without a character in charset %q", p.At, printable(p.Charset)), int64(len(p.Body))})
	}
	if rd.pgp >= 0 {
		r.except(k, Exception{Encrypted, fmt.Sprintf("part at byte %d: PGP, not opened", p.At), int64(len(p.Body) - min(rd.pgp, len(p.Body)))})
	}
}

// pgpStart returns where text that PGP has encrypted begins in s, at the start of a line, or -1.
func pgpStart(s string) int {
	at := strings.Index(s, pgpMessage)
	if at > 0 && s[at-1] != '\n' {
		return -1
	}
	return at
}

// pgpMessage begins what PGP has encrypted (RFC 9580, 6.2).
const pgpMessage = "-----BEGIN PGP MESSAGE-----"

// printable is s without what a terminal would act on, cut to a bound: the
// declared charset of hostile mail goes into a message for people.
func printable(s string) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return '?'
		}
		return c
	}, s)
	return s[:min(len(s), 40)]
}

// bodyText takes the text out of a part that a message shows.
func bodyText(p *mailbox.Part) (document.Text, bool) {
	charset := p.Charset
	if p.Type == "text/html" && charset == "" {
		charset = document.MetaCharset(p.Body)
	}
	s, exact := document.Decode(mailbox.Unquote(p.Body), charset)
	switch {
	case p.Type == "text/html":
		return document.HTML(s), exact
	case strings.EqualFold(p.Params["format"], "flowed"):
		s = document.Flowed(s, strings.EqualFold(p.Params["delsp"], "yes"))
	}
	return document.Plain(s), exact
}

// appendRows appends rows that stand shift bytes further on.
func appendRows(dst, rows []document.Row, shift int) []document.Row {
	table := 0
	if n := len(dst); n > 0 {
		table = dst[n-1].Table + 1
	}
	for _, row := range rows {
		cells := make([]document.Cell, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = document.Cell{Start: c.Start + shift, End: c.End + shift, Col: c.Col}
		}
		dst = append(dst, document.Row{Table: row.Table + table, N: row.N, Cells: cells})
	}
	return dst
}

// cells hands the rows of a text to the detectors.
func (r *reader) cells(rows []document.Row) []detectors.Row {
	r.rows = r.rows[:0]
	for _, row := range rows {
		cells := make([]detectors.Cell, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = detectors.Cell(c)
		}
		r.rows = append(r.rows, detectors.Row{Table: row.Table, N: row.N, Cells: cells})
	}
	return r.rows
}
