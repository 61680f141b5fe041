package scanner

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"path"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"exposed/scanner/archive"
	"exposed/scanner/mailbox"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/olm"
)

// The folders of archives of Outlook for Mac.
const (
	olmMessages    = "com.microsoft.__Messages"
	olmAttachments = "com.microsoft.__Attachments"
)

// An olmBox is an archive of Outlook for Mac: files of items, and the files that
// these carry, which are read with them and not once more.
type olmBox struct {
	members []archive.Member
	byName  map[string]int // members by their names
	byFold  map[string]int // members by their names as olmFold has them
	taken   map[int]bool   // members that an item carries

	attached bool // the archive lies in a family, the limits of which hold
}

// olmBox returns the archive st if it is one of Outlook for Mac, else nil.
func (r *reader) olmBox(st *stored, members []archive.Member) *olmBox {
	if st.kind != "zip" {
		return nil
	}
	is := strings.EqualFold(path.Ext(st.name), ".olm")
	for i := 0; i < len(members) && !is; i++ {
		is = inFolder(members[i].Name, olmMessages)
	}
	if !is {
		return nil
	}
	b := &olmBox{members: members, byName: map[string]int{}, byFold: map[string]int{}, taken: map[int]bool{}}
	for i := range members {
		name := members[i].Name
		if _, ok := b.byName[name]; !ok {
			b.byName[name] = i
		}
		if _, ok := b.byFold[olmFold(name)]; !ok {
			b.byFold[olmFold(name)] = i
		}
	}
	return b
}

// inFolder reports whether one of the folders of the path has that name.
func inFolder(name, folder string) bool {
	return strings.HasPrefix(name, folder+"/") || strings.Contains(name, "/"+folder+"/")
}

// olmFold returns the name of a member as the disk of a Mac compares names.
func olmFold(name string) string {
	return strings.ToLower(norm.NFC.String(strings.Trim(name, "/")))
}

// mayHold reports whether member i may hold items: all that is read before the
// files that these carry.
func (b *olmBox) mayHold(i int) bool {
	name := b.members[i].Name
	return strings.EqualFold(path.Ext(name), ".xml") && !inFolder(name, olmAttachments)
}

// order yields the n members of an archive: of one of Outlook for Mac the files of
// items first.
func (b *olmBox) order(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, items := range []bool{true, false} {
			for i := range n {
				if items == (b == nil || b.mayHold(i)) && !yield(i) {
					return
				}
			}
		}
	}
}

// carried reports whether member i was read with an item that carries it.
func (b *olmBox) carried(i int) bool { return b != nil && b.taken[i] }

// holds reports whether raw is a file of items.
func (b *olmBox) holds(raw []byte) bool {
	return b != nil && olm.Is(raw[:min(len(raw), headBytes)])
}

// find returns the member that an attachment names, or -1.
func (b *olmBox) find(url string) int {
	if i, ok := b.byName[url]; ok {
		return i
	}
	if i, ok := b.byFold[olmFold(url)]; ok && url != "" {
		return i
	}
	return -1
}

// take notes what an item carries, and returns the packed bytes of those members
// that no other item does.
func (b *olmBox) take(it *olm.Item) (packed int64) {
	for _, a := range it.Attachments {
		if i := b.find(a.URL); i >= 0 && !b.taken[i] && !b.mayHold(i) {
			b.taken[i] = true
			packed += b.members[i].Compressed
		}
	}
	return packed
}

// olmItems hands on the items of the file raw, up to err if that is set: one alone
// as the file itself, several below it. It reports false if there is none. The
// bytes of what the items carry are the file's.
func (r *reader) olmItems(raw []byte, st *stored, at int64, err error, sink Sink) (bool, error) {
	items := olm.Items(raw)
	if len(items) == 0 {
		return false, nil
	}
	size := st.packed
	for i := range items {
		size += st.olm.take(&items[i])
	}
	var xs []Exception
	if err != nil {
		xs = append(xs, withBytes(readProblem(err, at), st.packed))
	}
	if len(items) == 1 {
		fam := r.olmItem(&items[0], st.olm, st.inner)
		fam[0].Size = size
		fam[0].Exceptions = append(fam[0].Exceptions, xs...)
		return true, sink.Family(fam)
	}
	box := st.container()
	box.Size, box.Exceptions = size, xs
	if err := sink.Family([]Item{box}); err != nil {
		return true, err
	}
	for i := range items {
		if err := r.ctx.Err(); err != nil {
			return true, err
		}
		if err := sink.Family(r.olmItem(&items[i], st.olm, st.inner+"!"+strconv.Itoa(i+1))); err != nil {
			return true, err
		}
		items[i] = olm.Item{}
	}
	return true, nil
}

// olmItem makes the family of an item.
func (r *reader) olmItem(it *olm.Item, b *olmBox, inner string) []Item {
	r.reset()
	r.addOLM(it, b, inner, -1, 0)
	return r.family
}

// addOLM appends an item and all it carries to the family.
func (r *reader) addOLM(it *olm.Item, b *olmBox, inner string, parent, depth int) {
	n := len(r.family)
	w := &objects{r: r}
	w.parts = append(w.parts, mailbox.Part{Parent: -1, Root: true, Type: "multipart/mixed", Header: headerOf(it.Source, it.Header)})
	w.shown(0, "text/plain", it.Body)
	w.shown(0, "text/plain", it.Plain)
	w.shown(0, "text/html", it.HTML)
	for i := range it.Attachments {
		w.parts = append(w.parts, r.olmFile(&it.Attachments[i], b))
	}
	w.parts[0].Raw = w.sum(0)
	r.addParts(w.parts, inner, parent, depth)
	head := &r.family[n]
	head.Kind, head.Size = kindOfClass(it.Kind), it.Size
	if head.Sent.IsZero() {
		head.Sent = it.Sent
	}
	for _, x := range it.Problems {
		r.except(n, Exception{reasonOf(x.Reason), x.Detail, 0})
	}
}

// attachedOLM adds the items of the file raw, the item file of an archive in a
// family, up to err if that is set. It reports false if there is none.
func (r *reader) attachedOLM(file Item, raw []byte, b *olmBox, depth int, err error, at int64) bool {
	items := olm.Items(raw)
	if len(items) == 0 {
		return false
	}
	for i := range items {
		b.take(&items[i])
	}
	n := len(r.family)
	if len(items) == 1 {
		r.addOLM(&items[0], b, file.Inner, file.Parent, depth)
		r.family[n].Size = file.Size
	} else {
		file.SHA256 = sha256.Sum256(raw)
		r.family = append(r.family, file)
		for i := range items {
			if r.budget.members++; r.budget.members > maxMembers {
				r.except(n, Exception{TooMany, fmt.Sprintf("more than %d files in the archives of a message: the rest was not read", maxMembers), 0})
				break
			}
			r.addOLM(&items[i], b, file.Inner+"!"+strconv.Itoa(i+1), n, depth)
		}
	}
	if err != nil {
		r.except(n, withBytes(readProblem(err, at), file.Size))
	}
	return true
}

// olmFile makes the part of a file that an item carries.
func (r *reader) olmFile(a *olm.Attachment, b *olmBox) mailbox.Part {
	name := a.Name
	if name == "" && a.URL != "" {
		name = path.Base(a.URL)
	}
	p := mailbox.Part{Parent: 0, Type: strings.ToLower(a.Type), Disposition: "attachment", Filename: name, Body: a.Data}
	if a.URL != "" {
		var err error
		if p.Body, err = r.olmMember(b, a.URL); err != nil {
			x := readProblem(err, 0)
			if errors.Is(err, mapi.ErrMissing) {
				x = Exception{Missing, "the file that the item carries is not in the archive", 0}
			}
			p.Problems = append(p.Problems, mailbox.Problem{Reason: x.Reason.String(), Detail: x.Detail})
		}
	} else if len(p.Body) == 0 {
		p.Problems = append(p.Problems, mailbox.Problem{Reason: Missing.String(), Detail: "the item names a file and does not say where it lies"})
	}
	return p
}

// olmMember reads the member that an attachment names, as far as it can be read.
func (r *reader) olmMember(b *olmBox, url string) ([]byte, error) {
	i := b.find(url)
	if i < 0 {
		return nil, mapi.ErrMissing
	}
	rc, err := b.members[i].Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	if b.attached {
		return r.unpack(rc)
	}
	if r.unfolded.members++; r.unfolded.members > maxUnfoldedFile {
		return nil, archive.ErrTooMany
	}
	return r.unpack(&unfolding{r: r, in: rc})
}
