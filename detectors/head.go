package detectors

import "strings"

// A column is what the head or the values of a column say of its cells.
type column struct {
	role    role
	staff   bool     // of who serves the customer: an agent, whoever entered the row
	exact   bool     // the head is a label as it stands
	open    openness // whether the values may decide
	byValue bool     // and they did
	unsure  bool     // a head such as "Invoice": an amount or the number of one
	several bool     // other columns of the table say the same
}

// openness is how far values may decide what stands in a column.
type openness uint8

const (
	closed   openness = iota // the head says what it is, or that it is none of ours
	unknown                  // a head that we do not know
	headless                 // none, or one that says nothing: "col7"
)

// known reports whether the column has a role that names a value.
func (c *column) known() bool {
	return c.role != roleNone && c.role != roleOther && c.role != roleNeutral
}

// A headRow is what a row says if it is taken for the heads of a table.
type headRow struct {
	cols   []column
	known  int  // cells that name a value
	said   int  // cells that say they are none
	person int  // cells that name somebody, or a number that is one's
	exact  int  // of them, those that are a label as they stand
	filled int  // cells that are not empty
	valued bool // there are values among them
	plain  bool // words alone, but for a value or so among labels
}

// maxDigits is the number of digits that a head may have.
const maxDigits = 3

// readHead reads row r as heads.
func (wk *Worker) readHead(text string, r Row) headRow {
	var h headRow
	values := 0
	for _, c := range r.Cells {
		s := trimmed(text, c)
		col := column{open: headless}
		if s != "" {
			h.filled++
			col = wk.headColumn(s)
		}
		if col.known() && (col.exact || digitsIn(s) <= maxDigits+1) {
			h.known++
			if col.exact {
				h.exact++
				if named(col.role) || typed(col.role) && col.role != roleState && col.role != roleZIP || col.role == elementRole(CallDetail) {
					h.person++
				}
			}
		} else if strings.ContainsAny(s, "@$") || digitsIn(s) > maxDigits {
			values++
			col = column{open: headless}
		} else if s != "" && col.open == closed {
			h.said++
		}
		for len(h.cols) <= c.Col {
			h.cols = append(h.cols, column{open: headless})
		}
		h.cols[c.Col] = col
	}
	h.valued = values > 0
	h.plain = !h.valued || h.exact >= 3 && 3*values <= h.exact
	return h
}

// finish settles what the heads of a row say together.
func (h *headRow) finish() {
	pairNames(h.cols)
	settleStaff(h.cols)
	markSeveral(h.cols)
}

// markSeveral marks the columns that hold the same, such as two phones.
func markSeveral(cols []column) {
	var counts [2][1 << 8]int32 // of the customer's and of the agent's, by role
	number := func(c *column) *int32 {
		if c.staff {
			return &counts[1][c.role]
		}
		return &counts[0][c.role]
	}
	for i := range cols {
		*number(&cols[i])++
	}
	for i := range cols {
		c := &cols[i]
		c.several = c.several || c.known() && *number(c) > 1
	}
}

// pairNames reads the head "Name" as that of given names where surnames have a
// column of their own.
func pairNames(cols []column) {
	given, family, name := -1, -1, -1
	for i := range cols {
		if cols[i].staff {
			continue
		}
		switch cols[i].role {
		case roleGiven:
			given = i
		case roleFamily:
			family = i
		case elementRole(Name):
			name = i
		}
	}
	if given < 0 && family >= 0 && name >= 0 {
		cols[name].role = roleGiven
	}
}

// settleStaff lets the columns of an agent stand apart where a customer has
// columns too. A list of agents is one of people like any other.
func settleStaff(cols []column) {
	customer := false
	for i := range cols {
		switch c := &cols[i]; c.role {
		case elementRole(Name), roleGiven, roleFamily, elementRole(AccountNumber), elementRole(SSN), roleCustomerID:
			customer = customer || !c.staff
		}
	}
	if customer {
		return
	}
	for i := range cols {
		cols[i].staff = false
	}
}

func digitsIn(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if classes[s[i]] == digit {
			n++
		}
	}
	return n
}

// maxHead is the length of the longest cell that is taken for a head, in bytes.
const maxHead = 60

// headColumn reads a head: the label that it is, else the longest label that
// it ends or begins with.
func (wk *Worker) headColumn(s string) column {
	if len(s) > maxHead || s == "" {
		return column{}
	}
	w := &wk.cell
	w.skip = w.skip[:0]
	s = splitCamel(s)
	w.tokens(s)
	c := column{role: w.headWords(s), exact: true}
	if strings.IndexByte(s, '#') >= 0 {
		if r := w.numbered(s); r != roleNone {
			c.role = r
		}
	}
	if c.role == roleNone {
		c = column{role: w.headPart(s)}
	}
	if w.staffHead(s) {
		c.staff = c.known()
		if c.role == roleNone || c.role == roleNeutral {
			if c.staff = w.staffAlone(s); c.staff {
				c.role = elementRole(Name)
			}
		}
	}
	if !c.known() {
		c.open = w.openHead(s, c.role)
	}
	c.unsure = len(w.toks) == 1 && c.role == elementRole(Billing) && billHeads.has(w.toks[0].hash)
	return c
}

// headWords returns the role of a head that is a label as a whole.
func (w *work) headWords(s string) role {
	n := len(w.toks)
	if r := w.phrase(s, 0, n, true); r != roleNone {
		return r
	}
	if r := w.wholes.of(w.phraseHash(s, 0, n, false)); r != roleNone {
		return r
	}
	if n > maxLabel {
		return roleNone
	}
	return w.phrase(s, 0, n, false)
}

// numbered returns the role of a head with "#" for the number of something:
// "Customer #".
func (w *work) numbered(s string) role {
	h := joinHash(w.phraseHash(s, 0, len(w.toks), false), hashNo)
	if r := w.heads.of(h); r != roleNone {
		return r
	}
	return w.labels.of(h)
}

var hashNo = hashWord("no")

// headPart returns the role of the longest label that a head ends with, or
// begins with.
func (w *work) headPart(s string) role {
	n := len(w.toks)
	for size := min(n, maxLabel); size > 0; size-- {
		if r := w.phrase(s, n-size, n, false); r != roleNone {
			if r == elementRole(Name) && w.anyOf(0, n-size, thingHeads) || r == elementRole(AccountType) && size == 1 && n > 1 {
				return roleNone // Store Name, Phone Type
			}
			return r
		}
	}
	for size := min(n-1, maxLabel); size > 0; size-- {
		if r := w.phrase(s, 0, size, false); r != roleNone && r != roleOther {
			if !typed(r) && w.anyOf(size, n, thingHeads) {
				return roleNone // Name Type
			}
			return r
		}
	}
	return roleNone
}

// anyOf reports whether one of the words in tokens i to j is in set, or says
// that a column is none of ours.
func (w *work) anyOf(i, j int, set wordSet) bool {
	for ; i < j; i++ {
		if t := &w.toks[i]; t.kind != number && (set.has(t.hash) || sayingHeads.has(t.hash)) {
			return true
		}
	}
	return false
}

// phrase returns the role of the words in tokens i to j, with the numbers among
// them ("Address 2") or without.
func (w *work) phrase(s string, i, j int, numbers bool) role {
	h := w.phraseHash(s, i, j, numbers)
	if r := w.heads.of(h); r != roleNone {
		return r
	}
	return w.labels.of(h)
}

func (w *work) phraseHash(s string, i, j int, numbers bool) uint64 {
	h := uint64(hashSeed)
	for ; i < j; i++ {
		t := &w.toks[i]
		switch {
		case t.kind != number:
			h = joinHash(h, t.hash)
		case numbers:
			h = joinHash(h, hashWord(s[t.start:t.end]))
		}
	}
	return h
}

// splitCamel parts the words of a head such as "firstName" and "CCNumber".
func splitCamel(s string) string {
	for i := 1; i < len(s); i++ {
		ends := i+2 < len(s) && classes[s[i-1]] == capLetter && classes[s[i+1]] == lowLetter && classes[s[i+2]] == lowLetter
		if classes[s[i]] == capLetter && (classes[s[i-1]] == lowLetter || ends) {
			return s[:i] + " " + splitCamel(s[i:])
		}
	}
	return s
}

// staffHead reports whether a head names who serves the customer.
func (w *work) staffHead(s string) bool {
	for i := range w.toks {
		t := &w.toks[i]
		if t.kind != number && (staffWords.has(t.hash) || i > 0 && staffDeeds.has(joinHash(w.toks[i-1].hash, t.hash))) {
			return true
		}
	}
	return false
}

// staffAlone reports whether such a head names the person and nothing else.
func (w *work) staffAlone(s string) bool {
	for i := range w.toks {
		if t := &w.toks[i]; t.kind != number && !staffWords.has(t.hash) && !staffBeside.has(t.hash) && t.end-t.start > 2 {
			return false
		}
	}
	return true
}

// openHead tells how far the values may decide under a head of role r.
func (w *work) openHead(s string, r role) openness {
	generic := true
	for i := range w.toks {
		t := &w.toks[i]
		if t.kind == number {
			continue
		}
		if sayingHeads.has(t.hash) || thingHeads.has(t.hash) {
			return closed
		}
		generic = generic && (genericHeads.has(t.hash) || t.end-t.start == 1)
	}
	switch {
	case r == roleNeutral:
		return closed
	case generic && r == roleNone:
		return headless
	case generic || r == roleNone:
		return unknown
	}
	return closed
}

var (
	staffWords = hashSet("agent", "agents", "rep", "reps", "representative", "csr", "salesperson", "salesman", "seller", "manager", "mgr", "supervisor", "technician", "assignee", "author", "reviewer", "approver", "creator", "advisor", "adviser", "clerk", "caseworker", "employee", "staff",
		"agente", "asesor", "asesora", "vendedor", "vendedora", "representante", "ejecutivo", "ejecutiva", "gestor", "gestora", "gerente", "tecnico", "promotor", "promotora", "empleado", "executive")
	staffDeeds = pairSet("created by", "entered by", "opened by", "closed by", "updated by", "modified by", "changed by", "handled by", "assigned to", "taken by", "approved by", "processed by", "logged by", "verified by", "prepared by", "sold by", "completed by", "worked by", "keyed by", "added by", "reviewed by", "sales person", "team lead", "case owner", "ticket owner", "call taker",
		"creado por", "atendido por", "capturado por", "registrado por", "asignado a", "modificado por", "actualizado por", "vendido por")
	staffBeside = hashSet("name", "full", "sales", "account", "service", "support", "customer", "created", "entered", "opened", "closed", "updated", "modified", "changed", "handled", "assigned", "taken", "approved", "processed", "logged", "verified", "prepared", "sold", "completed", "worked", "keyed", "added", "reviewed", "person", "team", "lead", "case", "ticket", "owner", "call", "taker",
		"care", "acct", "last", "first", "nombre", "cuenta", "ventas", "servicio", "creado", "atendido", "capturado", "registrado", "asignado", "modificado", "actualizado", "vendido", "por", "del")

	// billHeads stand over amounts and over numbers of bills.
	billHeads = hashSet("invoice", "invoices", "factura", "facturas", "bill", "statement")

	// genericHeads say nothing of what stands below them.
	genericHeads = hashSet("col", "column", "field", "fld", "attr", "attribute", "var", "value", "val", "data", "custom", "udf", "misc", "other", "unnamed", "untitled", "info", "ref", "reference", "campo", "columna", "otro", "dato", "datos", "valor")

	// thingHeads make of a name that of a thing, and of a value what is said of it.
	thingHeads = hashSet("set", "type", "types", "kind", "flag", "ind", "indicator", "verified", "history", "match", "consent", "preference", "opt", "level", "tier", "segment", "format", "length", "file", "program", "event", "host", "domain", "server", "class", "course", "school", "hospital", "app", "application", "table", "sheet", "tab", "county", "country", "business", "organization", "organisation", "org", "agency", "network", "game", "movie", "book",
		"job", "role", "position", "pet", "street", "plan", "service", "feature", "form", "report", "list", "folder", "path", "process", "package", "tipo", "archivo", "negocio", "programa", "pais", "evento", "escuela")

	// sayingHeads say of a column that it is none of ours, whatever it looks like.
	sayingHeads = hashSet("date", "dates", "order", "orders", "invoice", "ticket", "tickets", "sku", "time", "created", "updated", "modified", "qty", "quantity", "price", "cost", "count", "notes", "note", "comment", "comments", "remarks", "status", "reason", "description", "desc", "product", "item", "items", "model", "store", "region", "department", "dept", "title", "company", "vendor", "supplier", "employer", "bank",
		"hours", "minutes", "mins", "seconds", "secs", "score", "rating", "age", "units", "tax", "code", "tracking", "case", "serial", "batch", "version", "category", "group", "team", "brand", "color", "size", "weight", "subject", "topic", "project", "task", "market", "branch", "site", "location", "shop", "counter", "since", "duration", "revenue", "sales", "target", "percent", "rank", "year", "month", "day", "week", "quarter", "start", "end", "key", "seq", "sequence", "hash", "file", "url", "link", "make", "device", "carrier", "language", "currency", "priority", "severity", "queue", "channel", "source", "campaign", "sentiment",
		"fecha", "pedido", "orden", "factura", "producto", "cantidad", "precio", "costo", "estatus", "notas", "nota", "comentarios", "observaciones", "empresa", "tienda", "modelo", "motivo", "descripcion", "sucursal", "proveedor", "articulo", "marca", "banco", "codigo", "folio", "caso", "boleto", "serie", "minutos", "hora", "puesto", "area")
)

// pairSet is a set of the hashes of two words each.
func pairSet(pairs ...string) wordSet {
	hashes := make([]uint64, len(pairs))
	for i, p := range pairs {
		a, b, _ := strings.Cut(p, " ")
		hashes[i] = joinHash(hashWord(a), hashWord(b))
	}
	return newWordSet(hashes...)
}
