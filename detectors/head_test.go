package detectors

import (
	"strings"
	"testing"
)

// headTests are spellings of the heads of columns, separated by "|", and what
// they say.
var headTests = []struct {
	role  role
	heads string
}{
	{elementRole(AccountNumber), "Account|ACCOUNT_NUMBER|accountNumber|Acct #|ACCT_NBR|Acct. No.|BAN|Cust Acct #|Account No (9 digits)|CUST_ACCT_NO|A/C|Billing Acct|Nro. de cuenta|Núm. cuenta|No. Cuenta|CUENTA"},
	{elementRole(Phone), "Phone|Phone #|PHONE_NO|phoneNumber|Ph|Ph.|Tel.|Tel No|TELÉFONO|MSISDN|CTN|MDN|Mobile #|Mob. No|Cell|cellPhone|Customer's Phone (mobile)|Home Ph|Alt Phone|Contact #|Callback No.|Phone1|Phone 2|WTN|Celular|Núm. celular|Teléfono fijo|Cel.|Work Phone (day)"},
	{elementRole(Email), "Email|E-mail|EMAIL_ADDR|emailAddress|E-mail addr|Email ID|Correo|Correo electrónico|Contact Email|e-Mail Address"},
	{elementRole(Name), "Name|Cust Nm|CUSTOMER_NAME|customerName|Subscriber Name|Acct Holder|Account Holder Name|Full Name|Cardholder|Nombre completo|Titular|Nombre del cliente|Apellidos y nombre|Bill-to Name|Name on Acct|Authorized User"},
	{roleGiven, "First Name|FIRST_NM|firstName|fname|First|Given Name|FN|Cust First Name|Primer nombre|Nombre de pila|1st Name"},
	{roleMiddle, "MI|M.I.|Middle|Mid Init|MIDDLE_INITIAL|Segundo nombre"},
	{roleFamily, "Last Name|LAST_NM|lastName|lname|Last|Surname|LN|Family Name|Cust Last Nm|Apellido|Primer apellido|Apellido paterno"},
	{roleFamily2, "Segundo apellido|Apellido materno|Second Last Name"},
	{elementRole(DateOfBirth), "DOB|D.O.B.|Date of Birth|BIRTH_DATE|birthDate|Birth Dt|Fecha de nacimiento|Fecha Nac.|Fec. Nac.|Birthday|Date of Birth (MM/DD/YYYY)"},
	{elementRole(SSN), "SSN|SSN #|Social Security Number|SOC_SEC_NO|Soc Sec #|Social|Seguro social|Núm. de seguro social|ssnNumber"},
	{elementRole(PostalAddress), "Address|Addr1|ADDR_LINE_1|Address 1|address1|Street Address|Mailing Address|Service Addr|Svc Address|Billing Address|Dirección|Domicilio|Home Address|Dir."},
	{roleUnit, "Apt|Apt #|Unit|Addr2|ADDR_LINE_2|Address 2|address2|Suite|Depto."},
	{roleCity, "City|CITY_NM|Ciudad|Mailing City|Billing City|Town|Localidad"},
	{roleState, "State|St|ST_CD|State Code|Estado|Province|Billing State"},
	{roleZIP, "Zip|ZIP_CD|Zip Code|zipCode|Postal Code|Cód. Postal|Código postal|C.P.|ZIP+4|Mailing Zip"},
	{elementRole(BillingZIP), "Billing ZIP|BILL_ZIP|billingZip|Bill Zip Cd"},
	{elementRole(RatePlan), "Plan|Rate Plan|RATE_PLAN_CD|Rate plan cd|ratePlan|Svc plan|Price Plan|Plan Name|Calling Plan|Tarifa|Plan contratado|Current Plan"},
	{elementRole(PlanFeature), "Features|FEATURE_CD|Add-ons|Plan Features|SOCs|Servicios adicionales"},
	{elementRole(AccountType), "Account Type|ACCT_TYPE|Acct Typ|acctType|Pre/Post|Tipo de cuenta|Billing Type"},
	{elementRole(Billing), "Balance|Bal|Bal Due|Amt Due|AMT_DUE|amountDue|Amount Due ($)|Past due|PAST_DUE_AMT|Total Due|Outstanding Bal|Saldo|Saldo vencido|Importe|Last Pmt Amt|MRC|Current Balance (USD)"},
	{elementRole(PIN), "PIN|Acct PIN|ACCOUNT_PIN|Passcode|PIN Code|NIP|Security PIN"},
	{elementRole(IMEI), "IMEI|IMEI/ESN|ESN|IMEI No.|Device ID|MEID|DEVICE_IMEI"},
	{elementRole(ICCID), "ICCID|SIM|SIM (ICCID)|SIM #|SIM_CARD_NO|simNumber|Núm. SIM"},
	{elementRole(IMSI), "IMSI|IMSI #"},
	{elementRole(PaymentCard), "Card Number|CC #|Credit Card No.|CARD_NBR|cardNumber|CCNumber|Card on File|Núm. tarjeta|Tarjeta"},
	{elementRole(BankAccount), "Bank Account|Bank Acct #|Checking Acct No|BANK_ACCT_NBR|Cuenta bancaria"},
	{elementRole(RoutingNumber), "Routing|Routing #|ABA|ABA_RTN|Bank Routing No."},
	{elementRole(DriversLicense), "DL #|Driver's License|DRIVER_LIC_NO|Drivers Lic|Licencia de conducir"},
	{roleOther, "Order #|Order Number|Invoice No.|Ticket|Ticket ID|SKU|Tracking #|Case Number|Ref|Ref 2|PO Number|Serial No|Store #|Due Date|Order Date|Núm. pedido|Folio"},
	{roleCustomerID, "Customer ID|CUST_ID|custId|Employee ID|ID|Row ID"},
	{roleNone, "Zorb|col7|Notes|Status|Date|Comments|Hire Reason|Unnamed: 0|Observaciones|Hours|Department|NameSet|Store Name|Company Name|Product Name|Name Type|Program Name"},
}

func TestHeads(t *testing.T) {
	wk := northwind().Worker()
	for _, tt := range headTests {
		for s := range strings.SplitSeq(tt.heads, "|") {
			if col := wk.headColumn(s); col.role != tt.role {
				t.Errorf("%q: role %d, want %d", s, col.role, tt.role)
			}
		}
	}
}

// TestStaffHeads tells the heads of agents from those of customers.
func TestStaffHeads(t *testing.T) {
	wk := northwind().Worker()
	for s := range strings.SplitSeq("Agent|Agent Name|Rep|Sales Rep|CSR|Created By|ENTERED_BY|Account Manager|Assigned To|agentEmail|Rep Phone|Sales Person|Agente|Atendido por|Nombre del asesor|Manager", "|") {
		if col := wk.headColumn(s); !col.staff || !col.known() {
			t.Errorf("%q: not an agent's: %+v", s, col)
		}
	}
	for s := range strings.SplitSeq("Name|Customer|Account Name|Account Owner|Subscriber|Agent Notes|Rep ID Code|Contact|Titular|Paid By|Call Reason", "|") {
		if col := wk.headColumn(s); col.staff {
			t.Errorf("%q: an agent's", s)
		}
	}
}

func TestOpenHeads(t *testing.T) {
	wk := northwind().Worker()
	for _, tt := range []struct {
		open  openness
		heads string
	}{
		{headless, "col7|Column 3|Field2|F1|Unnamed: 0|value|custom_1|campo 4"},
		{unknown, "Zorb|Ref 2|Frobnicate|Wibble Wobble"},
		{closed, "Order|Invoice #|Ticket|SKU|Date of order|Order Date|Status|Tracking No|Qty|Notes|Phone|Name|Store|Hire Date|No.|Fecha de pago"},
	} {
		for s := range strings.SplitSeq(tt.heads, "|") {
			if col := wk.headColumn(s); col.open != tt.open {
				t.Errorf("%q: open %d, want %d", s, col.open, tt.open)
			}
		}
	}
}

// A column that another says the same of is read, and the finding says so.
func TestSeveralAlike(t *testing.T) {
	text := "Name\tPhone\tPhone\nJane Roe\t212-555-0143\t212-555-0144\n"
	var rows []Row
	for start, line := 0, 0; line < 2; line++ {
		var r Row
		for col, cell := range strings.Split(strings.Split(text, "\n")[line], "\t") {
			r.Cells = append(r.Cells, Cell{start, start + len(cell), col})
			start += len(cell) + 1
		}
		rows = append(rows, r)
	}
	var got []string
	for _, f := range New(Settings{}).Worker().Text(text, rows, nil) {
		got = append(got, text[f.Start:f.End]+": "+f.Why)
	}
	phone := "; head of the column; one of several alike"
	if len(got) != 3 || got[0] != "Jane Roe: head of the column" || !strings.HasPrefix(got[1], "212-555-0143: ") || !strings.HasSuffix(got[1], phone) || !strings.HasSuffix(got[2], phone) {
		t.Errorf("%q", got)
	}
}
