package loadfile

import (
	"path"
	"strings"
	"unicode"
)

// A Role is what a column says of a document.
type Role uint8

// The roles of columns.
const (
	None Role = iota
	BegDoc
	EndDoc
	BegAttach
	EndAttach
	ParentID
	Custodian
	TextPath
	NativePath
	Text // the text itself
	FileName
	From
	To
	CC
	BCC
	Subject
	DateSent
	TimeSent
	MessageID
	MD5
	SHA1
	SHA256
	Pages
)

// spellings are usual heads, in lower case and letters and digits only.
var spellings = map[string]Role{
	"begdoc": BegDoc, "begbates": BegDoc, "beginbates": BegDoc, "begno": BegDoc, "begindoc": BegDoc, "begdocno": BegDoc, "batesbeg": BegDoc, "beginningbates": BegDoc, "batesbegin": BegDoc, "prodbeg": BegDoc,
	"prodbegdoc": BegDoc, "begprod": BegDoc, "begcontrol": BegDoc, "begincontrol": BegDoc, "controlnumber": BegDoc, "controlid": BegDoc, "docid": BegDoc, "documentid": BegDoc, "firstbates": BegDoc, "startbates": BegDoc, "batesstart": BegDoc, "bates": BegDoc, "begcontrolnumber": BegDoc, "productionbegbates": BegDoc,
	"enddoc": EndDoc, "endbates": EndDoc, "endno": EndDoc, "enddocno": EndDoc, "batesend": EndDoc, "endingbates": EndDoc, "prodend": EndDoc, "prodenddoc": EndDoc, "endprod": EndDoc, "endcontrol": EndDoc, "lastbates": EndDoc, "endcontrolnumber": EndDoc, "productionendbates": EndDoc,
	"begattach": BegAttach, "begatt": BegAttach, "beginattach": BegAttach, "begattachment": BegAttach, "attachbeg": BegAttach, "attbeg": BegAttach, "begattno": BegAttach, "batesbegattach": BegAttach, "prodbegattach": BegAttach, "begfamily": BegAttach, "familyrange": BegAttach, "attachrange": BegAttach, "begattachbates": BegAttach, "begbatesattach": BegAttach,
	"endattach": EndAttach, "endatt": EndAttach, "endattachment": EndAttach, "attachend": EndAttach, "attend": EndAttach, "endattno": EndAttach, "batesendattach": EndAttach, "prodendattach": EndAttach, "endfamily": EndAttach, "endattachbates": EndAttach, "endbatesattach": EndAttach,
	"parentid": ParentID, "parent": ParentID, "parentdocid": ParentID, "parentbates": ParentID, "parentdoc": ParentID, "parentcontrolnumber": ParentID, "parentbegdoc": ParentID,
	"custodian": Custodian, "custodianname": Custodian, "doccustodian": Custodian, "primarycustodian": Custodian,
	"textpath": TextPath, "textlink": TextPath, "textfile": TextPath, "textfilepath": TextPath, "ocrpath": TextPath, "ocrlink": TextPath, "extractedtextpath": TextPath, "extractedtextlink": TextPath, "txtpath": TextPath, "fulltextpath": TextPath, "ocrtextpath": TextPath, "linktotext": TextPath, "textprecedence": TextPath,
	"nativepath": NativePath, "nativefile": NativePath, "nativelink": NativePath, "nativefilepath": NativePath, "nativefilelink": NativePath, "doclink": NativePath, "linktonative": NativePath, "filelink": NativePath, "native": NativePath, "nativelocation": NativePath, "exportnativepath": NativePath,
	"extractedtext": Text, "fulltext": Text, "ocrtext": Text, "ocr": Text, "text": Text, "bodytext": Text, "body": Text, "ocr1": Text,
	"filename": FileName, "originalfilename": FileName, "origfilename": FileName, "docname": FileName,
	"from": From, "author": From, "emailfrom": From, "sender": From, "emailsender": From, "mailfrom": From,
	"to": To, "emailto": To, "recipient": To, "recipients": To, "emailrecipients": To, "cc": CC, "emailcc": CC, "bcc": BCC, "emailbcc": BCC,
	"subject": Subject, "emailsubject": Subject, "subjecttitle": Subject, "docsubject": Subject,
	"datesent": DateSent, "sentdate": DateSent, "emailsentdate": DateSent, "senton": DateSent, "emaildatesent": DateSent, "datetimesent": DateSent, "sentdatetime": DateSent, "sent": DateSent, "timesent": TimeSent, "senttime": TimeSent, "emailsenttime": TimeSent, "emailtimesent": TimeSent,
	"messageid": MessageID, "internetmessageid": MessageID, "emailmessageid": MessageID, "msgid": MessageID,
	"md5": MD5, "md5hash": MD5, "hash": MD5, "hashvalue": MD5, "md5hashvalue": MD5, "nativemd5": MD5, "filemd5": MD5, "sha1": SHA1, "sha1hash": SHA1, "sha1hashvalue": SHA1, "sha256": SHA256, "sha256hash": SHA256, "nativesha256": SHA256,
	"pages": Pages, "pagecount": Pages, "pgcount": Pages, "numpages": Pages, "imagecount": Pages,
}

// roleOf returns the role of a column with that head.
func roleOf(head string) Role {
	return spellings[strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, head)]
}

// isHead reports whether a first row is the heads: at least two of them, or one that stands alone, are known.
func isHead(fields []string) bool {
	known := 0
	for _, f := range fields {
		if roleOf(f) != None {
			known++
		}
	}
	return known >= min(2, len(fields))
}

// A Document is what a row says of a document.
type Document struct {
	Row    int
	values [Pages + 1]string
}

// Get returns what the row says in the column of that role, or "". Of several
// such columns the first counts that says something.
func (d *Document) Get(r Role) string { return d.values[r] }

// Family returns the number that all documents of a family share: that of its
// head, or "" if the row does not say. A column may hold the whole range ("A001 - A009").
func (d *Document) Family() string {
	for _, r := range []Role{BegAttach, ParentID} {
		if first := strings.TrimSpace(d.values[r]); first != "" {
			if i := strings.IndexAny(first, " ;,"); i > 0 {
				first = first[:i]
			}
			return first
		}
	}
	return ""
}

// Documents returns the rows as documents. Without heads it returns none.
func (t *Table) Documents() []Document {
	if len(t.Heads) == 0 {
		return nil
	}
	out := make([]Document, len(t.Rows))
	for i, row := range t.Rows {
		out[i].Row = row.N
		for k, f := range row.Fields[:min(len(row.Fields), len(t.roles))] {
			if v := &out[i].values[t.roles[k]]; t.roles[k] != None && *v == "" {
				*v = f
			}
		}
	}
	return out
}

// Role returns what column k says of a document; None without heads.
func (t *Table) Role(k int) Role {
	if k >= len(t.roles) {
		return None
	}
	return t.roles[k]
}

// Relative returns a path of a load file as one below the folder of the
// export, with slashes: "..\" and drives at its start mean that folder. "" is no path.
func Relative(p string) string {
	p = strings.ReplaceAll(strings.TrimSpace(p), `\`, "/")
	if len(p) > 1 && p[1] == ':' {
		p = p[2:]
	}
	if p == "" {
		return ""
	}
	return strings.TrimPrefix(path.Clean("/"+p), "/")
}
