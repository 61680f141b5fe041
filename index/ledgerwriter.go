package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
)

// A ledgerWriter builds ledger.db as a temp file.
type ledgerWriter struct {
	path  string // of the temp file
	db    *sql.DB
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	items batch
	pairs batch
}

// batchRows is the number of rows that one statement inserts.
const batchRows = 64

// A batch collects rows of one table.
type batch struct {
	table   string
	columns int
	args    []any
	blobs   []byte
}

// blob returns a copy of data that is good until the batch is written.
func (b *batch) blob(data []byte) []byte {
	if len(data) == 0 {
		return nil
	}
	at := len(b.blobs)
	b.blobs = append(b.blobs, data...)
	return b.blobs[at:len(b.blobs):len(b.blobs)]
}

// newLedger starts a ledger in folder dir.
func newLedger(ctx context.Context, dir string) (*ledgerWriter, error) {
	f, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return nil, err
	}
	w := &ledgerWriter{path: f.Name(), stmts: map[string]*sql.Stmt{}, items: batch{table: "items", columns: 9}, pairs: batch{table: "exposures", columns: 3}}
	if err := f.Close(); err != nil {
		return nil, err
	}
	w.db, err = sql.Open("sqlite", "file:"+uriPath(w.path)+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)&_pragma=cache_size(-4096)")
	if err == nil {
		w.db.SetMaxOpenConns(1)
		w.tx, err = w.db.BeginTx(ctx, nil)
	}
	if err == nil {
		_, err = w.tx.Exec(ledgerSchema)
	}
	if err != nil {
		w.abort()
		return nil, fmt.Errorf("ledger: %w", err)
	}
	return w, nil
}

// item adds an item; names are the candidates that are names, a bit each.
func (w *ledgerWriter) item(n int, key int64, unit int, offset int64, place int, d Disposition, duplicateOf, persons, names []byte) error {
	b := &w.items
	b.args = append(b.args, int64(n), key, int64(unit), offset, int64(place), int64(d), b.blob(duplicateOf), b.blob(persons), b.blob(names))
	return w.write(b, batchRows)
}

// exposures adds exposures of a person, of which item is the first.
func (w *ledgerWriter) exposures(person, item int, pairs []byte) error {
	b := &w.pairs
	b.args = append(b.args, int64(person), int64(item), b.blob(pairs))
	return w.write(b, batchRows)
}

// write writes the rows of b once there are that many.
func (w *ledgerWriter) write(b *batch, rows int) error {
	n := len(b.args) / b.columns
	if n == 0 || n < rows {
		return nil
	}
	row := "(" + strings.Repeat(",?", b.columns)[1:] + ")"
	err := w.insert("INSERT INTO "+b.table+" VALUES"+strings.Repeat(","+row, n)[1:], b.args...)
	b.args, b.blobs = b.args[:0], b.blobs[:0]
	return err
}

// insert adds a row.
func (w *ledgerWriter) insert(query string, row ...any) error {
	stmt, err := w.query(query)
	if err == nil {
		_, err = stmt.Exec(row...)
	}
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// query returns the statement of query.
func (w *ledgerWriter) query(query string) (*sql.Stmt, error) {
	if stmt := w.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := w.tx.Prepare(query)
	if err == nil {
		w.stmts[query] = stmt
	}
	return stmt, err
}

// finish writes the ledger to disk as path.
func (w *ledgerWriter) finish(path string) error {
	err := errors.Join(w.write(&w.items, 1), w.write(&w.pairs, 1))
	if err == nil {
		_, err = w.tx.Exec(ledgerIndexes)
	}
	if err == nil {
		err = w.tx.Commit()
	}
	if err = errors.Join(err, w.db.Close()); err != nil {
		os.Remove(w.path)
		return fmt.Errorf("ledger: %w", err)
	}
	f, err := os.OpenFile(w.path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return commitFile(f, path)
}

// abort removes what was written.
func (w *ledgerWriter) abort() {
	if w.db != nil {
		w.db.Close()
	}
	os.Remove(w.path)
}
