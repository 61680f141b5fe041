package index

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/user"
	"time"

	"github.com/gofrs/flock"
)

// An auditEntry says what was done with a case. Its hash covers the entry and,
// by Prev, all before it.
type auditEntry struct {
	N      int             `json:"n"`
	Time   string          `json:"time"`
	User   string          `json:"user"`
	Action string          `json:"action"`
	Inputs json.RawMessage `json:"inputs"`
	Prev   string          `json:"prev"`
	Hash   string          `json:"hash"`
}

// sum returns the hash of the entry: SHA-256 of its JSON with an empty hash.
func (e auditEntry) sum() (string, error) {
	e.Hash = ""
	data, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:]), nil
}

// appendAudit adds an entry to the audit log path. A last line that a crash
// has cut off is taken away, and the entry says so.
func appendAudit(path, action string, inputs map[string]any) (err error) {
	lock := flock.New(path)
	if err := lock.Lock(); err != nil {
		return err
	}
	defer lock.Unlock()
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	last, whole, err := lastEntry(data)
	if err != nil {
		return fmt.Errorf("audit log %s: %w", path, err)
	}
	inputs = maps.Clone(inputs)
	if torn := len(data) - whole; torn > 0 {
		if inputs == nil {
			inputs = map[string]any{}
		}
		inputs["torn_bytes"] = torn
	}
	e := auditEntry{N: last.N + 1, Time: time.Now().UTC().Format(time.RFC3339), User: userName(), Action: action, Prev: last.Hash}
	if e.Inputs, err = json.Marshal(inputs); err != nil {
		return err
	}
	return writeEntry(f, int64(whole), e)
}

// writeEntry puts e at offset at, where the log ends from now on.
func writeEntry(f *os.File, at int64, e auditEntry) error {
	var err error
	if e.Hash, err = e.sum(); err != nil {
		return err
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := f.Truncate(at); err != nil {
		return err
	}
	if _, err := f.WriteAt(append(line, '\n'), at); err != nil {
		return err
	}
	return f.Sync()
}

// lastEntry returns the last whole entry of a log, and the bytes up to its end.
func lastEntry(data []byte) (auditEntry, int, error) {
	whole := bytes.LastIndexByte(data, '\n') + 1
	if whole == 0 {
		return auditEntry{}, 0, nil
	}
	var e auditEntry
	line := data[bytes.LastIndexByte(data[:whole-1], '\n')+1 : whole]
	if err := json.Unmarshal(line, &e); err != nil {
		return e, whole, errors.New("its last entry does not read: it was altered")
	}
	return e, whole, nil
}

// checkAudit walks the chain of the log data and returns what does not hold.
func checkAudit(data []byte) []string {
	var bad []string
	var prev auditEntry
	for i, line := range bytes.SplitAfter(data, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var e auditEntry
		if line[len(line)-1] != '\n' {
			bad = append(bad, fmt.Sprintf("audit entry %d is cut off", i+1))
			break
		}
		if err := json.Unmarshal(line, &e); err != nil {
			return append(bad, fmt.Sprintf("audit entry %d does not read", i+1))
		}
		sum, err := e.sum()
		if err != nil || sum != e.Hash {
			bad = append(bad, fmt.Sprintf("audit entry %d was altered", i+1))
		}
		if e.N != prev.N+1 || e.Prev != prev.Hash {
			bad = append(bad, fmt.Sprintf("audit entry %d does not follow the one before it", i+1))
		}
		prev = e
	}
	return bad
}

// userName returns the name of who runs the program.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return fmt.Sprintf("uid %d", os.Getuid())
}
