package scanner

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Sources returns the files that paths hand over, in the order of their paths:
// a file is a source, and so is every file below a folder. Custodians gives
// the custodian of a path and of all below it; elsewhere the custodian is the
// name of the mailbox. A path that is missing is an error that names it; so is
// a folder without any file.
func Sources(paths []string, custodians map[string]string) ([]Source, error) {
	var out []Source
	var errs []error
	for _, p := range paths {
		s, err := sourcesOf(p)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, s...)
	}
	for p := range custodians {
		if _, err := os.Lstat(p); err != nil {
			errs = append(errs, fmt.Errorf("custodian %q: %w", custodians[p], plain(err)))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for i := range out {
		if name := custodianOf(out[i].Path, custodians); name != "" {
			out[i].Custodian = name
		}
	}
	slices.SortFunc(out, func(a, b Source) int { return cmp.Compare(a.Path, b.Path) })
	return slices.CompactFunc(out, func(a, b Source) bool { return a.Path == b.Path }), nil
}

// plain turns the error of the system into one that says what it means.
func plain(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			return fmt.Errorf("%s: no such file or folder; check the path", pe.Path)
		}
	}
	return err
}

func custodianOf(p string, custodians map[string]string) string {
	best, name := -1, ""
	for at, who := range custodians {
		at = filepath.ToSlash(filepath.Clean(at))
		q := path.Clean(p)
		if (q == at || strings.HasPrefix(q, at+"/")) && len(at) > best {
			best, name = len(at), who
		}
	}
	return name
}

func sourcesOf(given string) ([]Source, error) {
	info, err := os.Stat(given)
	if err != nil {
		return nil, plain(err)
	}
	root := filepath.ToSlash(filepath.Clean(given))
	if !info.IsDir() {
		return []Source{{Path: root, Custodian: mailboxName(root), Size: sizeOf(info), ModTime: info.ModTime(), Irregular: !info.Mode().IsRegular()}}, nil
	}
	var out []Source
	top := filepath.Clean(given) + string(filepath.Separator) // a link is followed
	err = filepath.WalkDir(top, func(p string, d fs.DirEntry, err error) error {
		if err != nil && p == top {
			return plain(err)
		}
		if d != nil && d.IsDir() && err == nil {
			return nil
		}
		rel, rerr := filepath.Rel(top, p)
		if rerr != nil {
			return rerr
		}
		out = append(out, below(root, filepath.ToSlash(rel), d, err))
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s: folder holds no file; give the folder or the file that the mail was exported to", given)
	}
	return out, err
}

// below is the source at rel in the folder root. What cannot be looked at is a
// source all the same: reading it fails with its reason.
func below(root, rel string, d fs.DirEntry, err error) Source {
	s := Source{Path: root + "/" + rel, Custodian: folderCustodian(root, rel)}
	if err != nil || d == nil {
		return s
	}
	info, ierr := d.Info()
	if ierr != nil {
		return s
	}
	s.Size, s.ModTime, s.Irregular = sizeOf(info), info.ModTime(), !info.Mode().IsRegular()
	return s
}

func sizeOf(info fs.FileInfo) int64 {
	if info.Mode().IsRegular() {
		return info.Size()
	}
	return 0
}

// mailboxEndings are left out of a file's name to get that of the mailbox.
var mailboxEndings = []string{".gz", ".zip", ".mbox", ".mbx", ".pst", ".ost", ".olm", ".eml", ".emlx", ".msg", ".tar", ".tgz"}

// mailboxName is the name of a mailbox file without its endings.
func mailboxName(p string) string {
	name := path.Base(p)
	for cut := true; cut; {
		cut = false
		for _, e := range mailboxEndings {
			if len(name) > len(e) && strings.EqualFold(name[len(name)-len(e):], e) {
				name, cut = name[:len(name)-len(e)], true
			}
		}
	}
	return name
}

// folders of mailboxes: they hold a custodian's mail and are no custodian.
var mailFolders = map[string]bool{
	"cur": true, "new": true, "tmp": true, "inbox": true, "sent": true, "sent items": true, "sent mail": true, "drafts": true, "deleted items": true, "deleted": true,
	"trash": true, "junk": true, "junk email": true, "spam": true, "archive": true, "outbox": true, "all mail": true, "export": true, "mail": true,
}

// folderCustodian is the custodian of the file rel below the folder root: the
// first folder below root that is no folder of a mailbox, else the mailbox file's
// own name, else the name of root.
func folderCustodian(root, rel string) string {
	dir, _, nested := strings.Cut(rel, "/")
	if nested && !mailFolders[strings.ToLower(dir)] && !strings.HasPrefix(dir, ".") {
		return dir
	}
	if !nested {
		for _, e := range []string{".gz", ".zip", ".mbox", ".mbx", ".pst", ".ost", ".olm"} {
			if strings.HasSuffix(strings.ToLower(dir), e) {
				return mailboxName(dir)
			}
		}
	}
	if abs, err := filepath.Abs(root); err == nil {
		root = filepath.ToSlash(abs)
	}
	return path.Base(root)
}
