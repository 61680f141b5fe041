package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// A ledgerWriter builds ledger.db as a temp file.
type ledgerWriter struct {
	path  string // of the temp file
	db    *sql.DB
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
}

// newLedger starts a ledger in folder dir.
func newLedger(ctx context.Context, dir string) (*ledgerWriter, error) {
	f, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return nil, err
	}
	w := &ledgerWriter{path: f.Name(), stmts: map[string]*sql.Stmt{}}
	if err := f.Close(); err != nil {
		return nil, err
	}
	w.db, err = sql.Open("sqlite", "file:"+uriPath(w.path)+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)&_pragma=cache_size(-16384)")
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
	_, err := w.tx.Exec(ledgerIndexes)
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
