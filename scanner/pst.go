package scanner

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"exposed/scanner/archive"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/pst"
)

// A pstBox is a personal folder file and where its messages lie.
type pstBox struct {
	*pst.File
	*pstPlaces
}

// pstPlaces tells where the messages of a file lie, and what is wrong with it and
// its folders: the file that went through them knows, and another does not.
type pstPlaces struct {
	places   []pst.Place
	problems []*pst.Error
	numbered func() map[pst.NID]int // index of each place by the number of its message
}

// keptPlaces is the number of files the places of which a scanner remembers: the
// ranges of a file are read one after the other, by several workers.
const keptPlaces = 8

// A placeBook remembers where the messages of files lie, by their paths.
type placeBook struct {
	mu    sync.Mutex
	pages []*placePage
}

type placePage struct {
	path   string
	once   sync.Once
	places *pstPlaces
}

// page returns what is known of the file at path.
func (b *placeBook) page(path string) *placePage {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.pages {
		if p.path == path {
			return p
		}
	}
	p := &placePage{path: path}
	if b.pages = append(b.pages, p); len(b.pages) > keptPlaces {
		b.pages = b.pages[1:]
	}
	return p
}

// openPST opens a personal folder file.
func (r *reader) openPST(st *stored) (pstBox, error) {
	page := &placePage{}
	if st.inner == "" {
		page = r.placeBook.page(st.name)
	}
	f, err := openPlaces(st, page)
	if err != nil {
		return pstBox{}, err
	}
	return pstBox{f, page.places}, nil
}

// placesOf goes through the folders of f.
func placesOf(f *pst.File) *pstPlaces {
	places, problems := f.Places()
	return &pstPlaces{places, slices.Concat(f.Problems(), problems), sync.OnceValue(func() map[pst.NID]int {
		n := make(map[pst.NID]int, len(places))
		for i := range places {
			n[places[i].NID] = i
		}
		return n
	})}
}

// within returns the places of the messages that start between start and end.
func (b *pstPlaces) within(start, end int64) []pst.Place {
	at := func(offset int64) int {
		n, _ := slices.BinarySearchFunc(b.places, offset, func(p pst.Place, offset int64) int { return cmp.Compare(p.Offset, offset) })
		return n
	}
	return b.places[at(start):at(end)]
}

// container is the item of the file. A password keeps nobody from reading it, and
// is told in its text.
func (b pstBox) container(st *stored) Item {
	box := st.container()
	for _, p := range b.problems {
		if errors.Is(p, pst.ErrPassword) {
			box.Text.Data = "The file has a password, which does not encrypt it; it was read without.\n"
			continue
		}
		box.Exceptions = append(box.Exceptions, objectProblem(p))
	}
	return box
}

// objectProblem is the exception for an error of the readers of Outlook's files.
func objectProblem(err error) Exception {
	reason := Corrupt
	switch {
	case errors.Is(err, mapi.ErrTooLarge), errors.Is(err, archive.ErrTooLarge):
		reason = TooLarge
	case errors.Is(err, mapi.ErrTooDeep):
		reason = TooDeep
	case errors.Is(err, mapi.ErrTooMany):
		reason = TooMany
	case errors.Is(err, mapi.ErrMissing):
		reason = Missing
	}
	return Exception{Reason: reason, Detail: err.Error()}
}
