package person

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// A Warning tells what a list lacks, or what a row of it holds that is not
// used as it is. It never holds a value.
type Warning struct {
	Line    int    // of the row, or the first of them; the head's for columns
	Rows    int    // rows that it stands for; 0: it concerns columns
	Reason  string // "no name", "phone not valid"
	Skipped bool   // the rows are not used at all
}

// String returns the warning as one line.
func (w Warning) String() string {
	s := fmt.Sprintf("line %d: %s", w.Line, w.Reason)
	if w.Rows > 1 {
		s += fmt.Sprintf(" (and %d more rows)", w.Rows-1)
	}
	if w.Skipped {
		s += ", not used"
	}
	return s
}

// maxWarnings is the number of warnings of one reason; the last of them stands
// for all rows that follow.
const maxWarnings = 1000

// warnings gathers the warnings of a list.
type warnings struct {
	all  []Warning
	seen map[string]*[2]int // of a reason: how many warnings, index of the last
}

// add notes a row.
func (w *warnings) add(line int, reason string, skipped bool) {
	key := reason
	if skipped {
		key += ", skipped"
	}
	if w.seen == nil {
		w.seen = map[string]*[2]int{}
	}
	s := w.seen[key]
	if s == nil {
		s = new([2]int)
		w.seen[key] = s
	}
	if s[0] == maxWarnings {
		w.all[s[1]].Rows++
		return
	}
	s[0], s[1] = s[0]+1, len(w.all)
	w.all = append(w.all, Warning{line, 1, reason, skipped})
}

// A column is one of the fields that a list may have.
type column uint8

// The columns of all lists.
const (
	colNone column = iota
	colCustomerID
	colAccount
	colGiven
	colMiddle
	colFamily
	colFamily2 // second surname
	colSuffix
	colFullName
	colHouse
	colStreet
	colUnit
	colCity
	colState
	colZIP
	colPhone
	colEmail
	colType
	colPlan
	colFeatures
	colEmployeeID
	colExtension
	colKind
	colName    // a given or a full name, whichever is not there otherwise
	colID      // of a customer or an employee, as the list is
	colWho     // "customer": an id or a name, whichever is not there otherwise
	colIgnored // known, and of no use here
	columns
)

// columnNames are the names of the columns in warnings and errors.
var columnNames = [columns]string{
	"", "customer_id", "account_number", "first_name", "middle_name", "last_name", "second last name", "suffix", "full name",
	"house number", "address_1", "address_2", "city", "state", "zip", "phone", "email", "account_type", "rate_plan", "features",
	"employee_id", "extension", "kind", "name", "id", "name", "",
}

// headTable has the spellings of heads, in the form that headKey gives.
var headTable = map[column]string{
	colCustomerID: "customerid customernumber customerkey customerref customerreference customercode clientid clientnumber subscriberid subscribernumber memberid personid partyid contactid " +
		"idcliente clienteid numbercliente numberdecliente iddecliente codigocliente codigodecliente idabonado",
	colAccount: "account accountnumber accountid accountcode accountref ban bannumber billingaccount billingaccountnumber billingaccountid customeraccount customeraccountnumber financialaccount fan accountban " +
		"cuenta numbercuenta numberdecuenta idcuenta cuentanumber numberdecuentadecliente cuentacliente",
	colGiven: "firstname givenname given first forename firstnames givennames forenames christianname fname " +
		"nombres primernombre nombredepila nombrepila",
	colMiddle:     "middlename middle middleinitial mi middlenames mname secondname segundonombre inicial",
	colFamily:     "lastname surname familyname family last lname surnames lastnames apellido apellidos primerapellido apellidopaterno apellidopat",
	colFamily2:    "secondlastname secondsurname maternalname segundoapellido apellidomaterno",
	colSuffix:     "suffix namesuffix generation sufijo",
	colFullName:   "fullname customername clientname subscribername accountname accountholder holder holdername accountholdername employeename staffname displayname contactname primaryname nombrecompleto nombreyapellidos nombreyapellido nombrecliente nombredelcliente titular nombretitular nombredeltitular",
	colHouse:      "housenumber streetnumber buildingnumber numberexterior numbercalle",
	colStreet:     "address address1 addressline1 addressline street street1 streetaddress streetaddress1 streetname mailingaddress homeaddress postaladdress serviceaddress addr1 line1 direccion direccion1 domicilio calle callenumber calleynumber",
	colUnit:       "address2 addressline2 street2 streetaddress2 unit apt apartment suite unitnumber aptnumber apartmentnumber addr2 line2 direccion2 piso departamento apartamento numberinterior",
	colCity:       "city town locality cityname municipality ciudad municipio localidad poblacion",
	colState:      "state province stateprovince region statecode st stateabbreviation provincestate estado provincia",
	colZIP:        "zip zipcode postalcode postcode zippostal zippostalcode postal zip5 zipplus4 zip4 codigopostal cp zippostcode",
	colPhone:      "phone phonenumber mobile mobilephone mobilenumber mobilephonenumber cell cellphone cellnumber cellphonenumber cellular msisdn mdn ctn wireless wirelessnumber contactnumber contactphone homephone homephonenumber workphone workphonenumber primaryphone daytimephone eveningphone officephone businessphone phone1 phone2 phone3 alternatephone altphone linenumber ptn subscriberphone directphone deskphone telefono telefononumber numbertelefono numberdetelefono celular numbercelular numberdecelular movil numbermovil telefonomovil telefonocelular telefonofijo telefonocasa telefonotrabajo",
	colEmail:      "email emailaddress mail mailaddress emailid email1 email2 contactemail primaryemail workemail businessemail homeemail personalemail emails correo correoelectronico direccioncorreo direcciondecorreo direcciondecorreoelectronico mailid smtp smtpaddress upn userprincipalname",
	colType:       "accounttype type customertype servicetype accounttypecode tipo tipocuenta tipodecuenta tipocliente tipodecliente",
	colPlan:       "rateplan plan rateplanname planname serviceplan priceplan tariff tariffplan planrate planid tarifa plantarifario plandetarifa plantarifa plancontratado",
	colFeatures:   "features feature planfeatures planfeature addons addon options services additionalservices soc socs servicios caracteristicas opciones serviciosadicionales",
	colEmployeeID: "employeeid employeenumber staffid staffnumber workerid personnelnumber personnelid badge badgenumber badgeid associateid teammemberid empleadoid idempleado numberempleado numberdeempleado legajo nomina numberdenomina userid username samaccountname",
	colExtension:  "extension ext extensionnumber phoneextension phoneext extn interno anexo",
	colKind:       "kind itemtype producttype category clase categoria",
	colName:       "name nombre",
	colID:         "id key",
	colWho:        "customer client subscriber cliente abonado employee empleado staff",
	colIgnored:    "title salutation prefix honorific jobtitle job role position department dept manager country countrycode countryname location office gender sex language status titulo tratamiento cargo puesto pais idioma sexo",
}

// heads has the column of each spelling.
var heads = headColumns()

// headColumns turns headTable over.
func headColumns() map[string]column {
	m := map[string]column{}
	for c, s := range headTable {
		for w := range strings.FieldsSeq(s) {
			m[w] = c
		}
	}
	return m
}

// headWords has short forms of words in heads.
var headWords = map[string]string{
	"acct": "account", "acc": "account", "acctno": "accountnumber", "acctnum": "accountnumber", "acctnbr": "accountnumber", "accountno": "accountnumber", "accountnum": "accountnumber", "acctid": "accountid", "acctnumber": "accountnumber", "accttype": "accounttype",
	"cust": "customer", "custid": "customerid", "custno": "customernumber", "customerno": "customernumber", "custnum": "customernumber", "custname": "customername",
	"emp": "employee", "empid": "employeeid", "empno": "employeenumber", "employeeno": "employeenumber",
	"no": "number", "num": "number", "nbr": "number", "nr": "number", "nro": "number", "numero": "number", "núm": "number", "n": "number",
	"addr": "address", "ph": "phone", "tel": "phone", "telephone": "phone", "phoneno": "phonenumber", "tele": "phone", "tfno": "telefono", "mob": "mobile", "mobileno": "mobilenumber", "cel": "celular",
	"e": "", "dir": "direccion", "frst": "first", "fst": "first", "lst": "last", "abonados": "abonado", "clientes": "cliente",
}

// headKey returns what tells a head from others: its words folded, short forms
// spelled out, and joined. "Acct #" and "accountNo" are "accountnumber".
func headKey(head string) string {
	var b strings.Builder
	last := ""
	for w := range strings.FieldsSeq(fold(headBlanks(head))) {
		if s, ok := headWords[w]; ok {
			w = s
		}
		if w != last {
			b.WriteString(w) // "N.º" gives the word number twice
		}
		last = w
	}
	return b.String()
}

// headBlanks returns head with a blank before each capital that follows a
// small letter, for each mark, and the word number for its sign.
func headBlanks(head string) string {
	var b strings.Builder
	var last rune
	for _, r := range head {
		switch {
		case r == '#' || r == '№' || r == 'º' || r == '°':
			b.WriteString(" number ")
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteString(" " + string(r))
		case r == '\'':
			// "customer's"
		default:
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// headPrefixes stand before heads and say nothing about the column.
var headPrefixes = []string{"billing", "bill", "service", "mailing", "mail", "home", "residential", "residence", "primary", "current", "customer", "client", "subscriber", "employee", "staff", "work", "business", "contact", "legal", "account", "holder"}

// columnOf returns the column that a head names.
func columnOf(head string) column {
	key := headKey(head)
	for range 3 {
		if c, ok := heads[key]; ok {
			return c
		}
		for _, p := range headPrefixes {
			if rest, ok := strings.CutPrefix(key, p); ok && rest != "" {
				key = rest
				break
			}
		}
	}
	return colNone
}

// A layout says which cells of a row hold which column.
type layout struct {
	width int
	cells [columns][]int
}

// has reports whether the list has one of the columns.
func (l *layout) has(cs ...column) bool {
	for _, c := range cs {
		if len(l.cells[c]) > 0 {
			return true
		}
	}
	return false
}

// get returns the cell of column c, or "".
func (l *layout) get(row []string, c column) string {
	for _, i := range l.cells[c] {
		if i < len(row) && row[i] != "" {
			return row[i]
		}
	}
	return ""
}

// manifold reports whether a list may have several columns of c.
func manifold(c column) bool {
	return c == colPhone || c == colEmail || c == colFeatures || c == colUnit
}

// readHead reads the head of a list. Heads that a list of this kind does not
// use, and columns of want that it lacks, become warnings.
func readHead(t *table, id column, want []column, w *warnings) (*layout, []string, error) {
	row, line, err := t.head()
	if err == io.EOF {
		err = errors.New("no head")
	}
	if err != nil {
		return nil, nil, err
	}
	names := append([]string(nil), row...)
	l := &layout{width: len(names)}
	var unknown []string
	for i, name := range names {
		c := columnOf(name)
		switch {
		case c == colID || c == colCustomerID && id == colEmployeeID:
			c = id
		case c == colIgnored:
			continue
		}
		if c == colNone || l.has(c) && !manifold(c) {
			unknown = append(unknown, name)
			continue
		}
		l.cells[c] = append(l.cells[c], i)
	}
	l.placeNames(id)
	names = shown(names)
	if len(unknown) == l.width {
		return l, nil, nil
	}
	if len(unknown) > 0 {
		w.all = append(w.all, Warning{Line: line, Reason: "columns not used: " + strings.Join(shown(unknown), ", ")})
	}
	if s := l.missing(want); s != "" {
		w.all = append(w.all, Warning{Line: line, Reason: "no column for " + s})
	}
	return l, names, nil
}

// placeNames says what a column headed "name" holds: a given name if there is
// one for the family name and none for the given, else the whole name; and what
// one headed "customer" holds: the name if there is none, else the id.
func (l *layout) placeNames(id column) {
	if l.has(colName) && l.has(colFamily) && !l.has(colGiven) {
		l.cells[colGiven] = l.cells[colName]
	} else if l.has(colName) && !l.has(colFullName) {
		l.cells[colFullName] = l.cells[colName]
	}
	to := id
	if !l.has(colGiven, colFamily, colFullName) {
		to = colFullName
	}
	if l.has(colWho) && !l.has(to) {
		l.cells[to] = l.cells[colWho]
	}
}

// missing returns the names of the columns of want that l lacks.
func (l *layout) missing(want []column) string {
	var s []string
	for _, c := range want {
		if !l.has(c) {
			s = append(s, columnNames[c])
		}
	}
	return strings.Join(s, ", ")
}

// shown returns heads as they may be printed. A file without a head has a
// person's values in its first line, so what looks like a value is left out.
func shown(heads []string) []string {
	out := make([]string, len(heads))
	for i, h := range heads {
		switch {
		case h == "":
			h = "(blank)"
		case strings.Contains(h, "@") || len(digits(h)) > 2 || len(h) > 40:
			h = "(a value)"
		}
		out[i] = h
	}
	return out
}

// lacks returns the error for a list that has no column for what it must have.
func lacks(name, what string, names []string) error {
	if names == nil {
		return fmt.Errorf("%s: no column for %s; the first line has no known head", name, what)
	}
	return fmt.Errorf("%s: no column for %s; heads: %s", name, what, strings.Join(names, ", "))
}
