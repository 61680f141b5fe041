package index

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	_ "modernc.org/sqlite" // driver "sqlite"

	"exposed/detectors"
	"exposed/scanner"
)

// ledgerSchema makes the tables of ledger.db. Everything in it follows from
// the segments. Names, subjects and values are in none of its columns in clear.
// The key of an item is the first half of its id; the pairs of exposures are
// explained with the type exposed. The exceptions are those that only the merge
// can tell; the others stand in the segments.
const ledgerSchema = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE sources(n INTEGER PRIMARY KEY, path TEXT, custodian TEXT, size INT, modified INT, sha256 BLOB,
	content INT, framing INT, unreadable INT, copy INT);
CREATE TABLE units(n INTEGER PRIMARY KEY, source INT, segment TEXT, offset INT, items INT);
CREATE TABLE items(n INTEGER PRIMARY KEY, key INT, unit INT, offset INT, place INT, disposition INT, duplicate_of BLOB, persons BLOB, names BLOB);
CREATE TABLE people(n INTEGER PRIMARY KEY, person_id TEXT, kind TEXT, aliases BLOB, elements INT, items INT,
	state TEXT, basis TEXT, conflict INT, name_mask TEXT, sealed BLOB);
CREATE TABLE exposures(person INT, item INT, pairs BLOB);
CREATE TABLE exceptions(item INT, reason INT, detail TEXT);
PRAGMA user_version = 2;
`

// ledgerFormat is the user_version of ledgers that this program reads.
const ledgerFormat = 2

// ledgerIndexes are made last: a sorted build is several times faster.
const ledgerIndexes = `
CREATE INDEX items_key ON items(key);
CREATE INDEX exposures_person ON exposures(person, item);
CREATE INDEX people_id ON people(person_id);
`

// insert rows go to the ledger by these statements.
const (
	insertSource    = "INSERT INTO sources VALUES(?,?,?,?,?,?,?,?,?,?)"
	insertUnit      = "INSERT INTO units VALUES(?,?,?,?,?)"
	insertException = "INSERT INTO exceptions VALUES(?,?,?)"
	insertPerson    = "INSERT INTO people VALUES(?,?,?,?,?,?,?,?,?,?,?)"
)

// An ID is the first half of a SHA-256.
type ID [16]byte

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// key returns the key of the item of which id is the ID.
func (id ID) key() int64 { return int64(binary.BigEndian.Uint64(id[:])) }

// idOf returns the ID of what the parts name.
func idOf(first []byte, parts ...string) ID {
	var buf [128]byte
	b := append(buf[:0], first...)
	for _, p := range parts {
		b = append(b, 0)
		b = append(b, p...)
	}
	sum := sha256.Sum256(b)
	return ID(sum[:16])
}

// A Disposition tells what became of an item.
type Disposition uint8

// The dispositions. Every item has one.
const (
	Read Disposition = iota
	Duplicate
	Excepted
)

func (d Disposition) String() string { return [...]string{"read", "duplicate", "exception"}[d] }

// A source is a source with what all its ranges tell of it.
type source struct {
	Path                         string
	Custodian                    string
	Size                         int64
	Modified                     int64 // Unix nanoseconds
	SHA256                       [32]byte
	Content, Framing, Unreadable int64
	copied                       bool // an earlier source has the same bytes, or they are not known
}

// itemID returns the id of the item of s at the inner locator. It follows from
// the bytes of the evidence; only among copies of a whole source does the path tell.
func (s *source) itemID(inner string) ID {
	if s.copied {
		return idOf(s.SHA256[:], inner, s.Path)
	}
	return idOf(s.SHA256[:], inner)
}

// A ledger is a ledger that is open for reading.
type ledger struct {
	db      *sql.DB
	seal    *sealer
	sources []source
	units   []ledgerUnit
	people  []Person
	lacking map[int][]scanner.Exception // that the merge found, by the ordinal of the item
}

// A ledgerUnit is a unit in the order of the evidence.
type ledgerUnit struct {
	source, items int
	segment       string
	offset        int64 // of its frames in the segment
}

// openLedger opens ledger.db and reads its small tables.
func (c *Case) openLedger() (*ledger, error) {
	path := c.path(ledgerFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("case %s has no ledger: its scan was not finished; run exposed scan again", c.dir)
	}
	db, err := sql.Open("sqlite", "file:"+uriPath(path)+"?mode=ro&immutable=1")
	if err != nil {
		return nil, err
	}
	l := &ledger{db: db}
	if err := l.load(c.vault); err != nil {
		return nil, errors.Join(fmt.Errorf("ledger: %w; run exposed scan again", err), db.Close())
	}
	return l, nil
}

func (l *ledger) close() error { return l.db.Close() }

func (l *ledger) load(v *vault) error {
	var format int
	if err := l.db.QueryRow("PRAGMA user_version").Scan(&format); err != nil {
		return err
	}
	if format != ledgerFormat {
		return errors.New("it was written by another version of exposed")
	}
	var salt []byte
	if err := l.db.QueryRow("SELECT value FROM meta WHERE key='salt'").Scan(&salt); err != nil {
		return err
	}
	var err error
	if len(salt) != saltSize {
		return errors.New("salt is malformed")
	}
	if l.seal, err = v.sealer([saltSize]byte(salt)); err != nil {
		return err
	}
	return errors.Join(l.loadSources(), l.loadUnits(), l.loadPeople(), l.loadExceptions())
}

func (l *ledger) loadSources() error {
	return l.rows("SELECT path, custodian, size, modified, sha256, content, framing, unreadable, copy FROM sources ORDER BY n", func(scan func(...any) error) error {
		var s source
		var sum []byte
		err := scan(&s.Path, &s.Custodian, &s.Size, &s.Modified, &sum, &s.Content, &s.Framing, &s.Unreadable, &s.copied)
		copy(s.SHA256[:], sum)
		l.sources = append(l.sources, s)
		return err
	})
}

func (l *ledger) loadUnits() error {
	return l.rows("SELECT source, segment, offset, items FROM units ORDER BY n", func(scan func(...any) error) error {
		var u ledgerUnit
		err := scan(&u.source, &u.segment, &u.offset, &u.items)
		if err == nil && (u.source < 0 || u.source >= len(l.sources)) {
			err = errors.New("a unit has no source")
		}
		l.units = append(l.units, u)
		return err
	})
}

func (l *ledger) loadPeople() error {
	return l.rows("SELECT person_id, kind, aliases, elements, items, state, basis, conflict, name_mask, sealed FROM people ORDER BY n", func(scan func(...any) error) error {
		var p Person
		var aliases, sealed []byte
		var mask int64
		err := scan(&p.ID, &p.Kind, &aliases, &mask, &p.Items, &p.Residency, &p.ResidencyBasis, &p.Conflict, &p.NameMask, &sealed)
		if err != nil {
			return err
		}
		p.Elements = elementsOf(uint64(mask))
		clear := []byte(p.ID)
		plain, err := l.seal.open(nil, sealed, clear)
		if err == nil {
			err = json.Unmarshal(plain, &p.personSecret)
		}
		p.Aliases = hexIDs(aliases)
		l.people = append(l.people, p)
		return err
	})
}

func (l *ledger) loadExceptions() error {
	return l.rows("SELECT item, reason, detail FROM exceptions ORDER BY rowid", func(scan func(...any) error) error {
		var n, reason int
		var detail string
		err := scan(&n, &reason, &detail)
		if err == nil && (reason < 0 || reason >= reasons) {
			err = errors.New("an exception has no reason")
		}
		if l.lacking == nil {
			l.lacking = map[int][]scanner.Exception{}
		}
		l.lacking[n] = append(l.lacking[n], scanner.Exception{Reason: scanner.Reason(reason), Detail: detail})
		return err
	})
}

// hexIDs returns the ids that lie in data, in hex digits.
func hexIDs(data []byte) []string {
	const digits = 2 * len(ID{})
	text := hex.EncodeToString(data)
	ids := make([]string, len(text)/digits)
	for i := range ids {
		ids[i] = text[digits*i : digits*(i+1)]
	}
	return ids
}

// rows calls each with every row of a query.
func (l *ledger) rows(query string, each func(scan func(...any) error) error) error {
	rows, err := l.db.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// elementsOf returns the elements whose bits are set in mask.
func elementsOf(mask uint64) []detectors.Element {
	list := []detectors.Element{}
	for e := detectors.None; int(e) < detectors.Elements; e++ {
		if mask&(1<<e) != 0 {
			list = append(list, e)
		}
	}
	return list
}

// uriPath encodes path for a SQLite URI.
func uriPath(path string) string {
	const upper = "0123456789ABCDEF"
	var b []byte
	for _, c := range []byte(path) {
		if c == '%' || c == '?' || c == '#' || c < ' ' {
			b = append(b, '%', upper[c>>4], upper[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}
