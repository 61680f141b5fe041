package mailbox

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// showsText reports whether a message shows part as text, as far as its header says.
func showsText(part *Part) bool {
	switch {
	case part.Type != "text/plain":
		return false
	case part.Root:
		return true
	}
	return part.Disposition != "attachment" && (part.Filename == "" || part.Disposition == "inline")
}

// enclosures makes parts of the files that stand in the text of part i, which
// starts at byte start of p.raw where no transfer encoding stands between. The
// text before the first stays the part's own; what follows each is a stray part.
func (p *parser) enclosures(i, start int) {
	body := p.parts[i].Body
	if transferEncoding(p.parts[i].Get("content-transfer-encoding")).encodes() {
		start = 0
	}
	all := Enclosures(body, start)
	switch {
	case len(all) == 0:
		return
	case len(p.parts)+2*len(all) >= p.lim.Parts:
		p.problem(i, "too-many", "files within the text: left in it", start)
		return
	case p.parts[i].Depth+1 >= p.lim.Depth:
		p.problem(i, "too-deep", "files within the text: left in it", start)
		return
	}
	p.parts[i].Body = body[:all[0].Start]
	for k := range all {
		e := &all[k]
		next := len(body)
		if k+1 < len(all) {
			next = all[k+1].Start
		}
		p.parts = append(p.parts, Part{
			Parent: i, Depth: p.parts[i].Depth + 1, At: start + e.Start,
			Type: "application/octet-stream", Disposition: "attachment", Filename: e.Name,
			Raw: body[e.Start:e.End], Body: e.Data, Problems: e.Problems,
		})
		if rest := body[e.End:next]; len(bytes.TrimSpace(rest)) > 0 {
			p.parts = append(p.parts, Part{Parent: i, Depth: p.parts[i].Depth + 1, At: start + e.End, Type: "text/plain", Charset: p.parts[i].Charset, Stray: true, Raw: rest, Body: rest})
		}
	}
}

// elsewhere notes that the content of part i, whose body starts at byte at, is
// not in the message, or not all of it.
func (p *parser) elsewhere(i, at int) {
	part := &p.parts[i]
	switch {
	case part.Type == "message/external-body":
		p.problem(i, "missing", "message/external-body: the content is elsewhere", at)
	case part.Type == "message/partial":
		if number, total := count(part.Params["number"]), count(part.Params["total"]); total != "1" {
			p.problem(i, "missing", fmt.Sprintf("message/partial %s of %s: read without the others", number, total), at)
		}
	case len(part.Header) > 0 && len(bytes.TrimSpace(part.Body)) == 0 && !part.Root:
		if n := count(part.Get("x-apple-content-length")); n != "?" && n != "0" {
			p.problem(i, "missing", "Apple Mail keeps the "+n+" bytes of the part in its folder Attachments", at)
		}
	}
}

// count returns the number in s, or "?".
func count(s string) string {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 63)
	if err != nil {
		return "?"
	}
	return strconv.FormatUint(n, 10)
}
