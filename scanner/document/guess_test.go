package document

import (
	"testing"

	"golang.org/x/text/encoding/htmlindex"
)

// Texts are read without a declared charset, each line written in the charset before it.
var guessTests = []struct {
	charset, text string
	same          bool // it is recognised; else read as windows-1252
}{
	{"big5", "親愛的客戶您好，您的帳戶資料可能已經外洩，請儘速與我們聯絡。聯絡人：陳小姐，行動電話：0912-345678，地址：臺北市中山區南京東路二段十號。謝謝您的配合。", true},
	{"shift_jis", "お客様の個人情報が漏えいした可能性がありますので、お知らせいたします。ご不明な点は、下記の電話番号までお問い合わせください。山田花子 03-1234-5678", true},
	{"euc-kr", "고객님의 개인정보가 유출되었을 가능성이 있어 알려 드립니다. 궁금하신 점은 아래 전화번호로 문의하시기 바랍니다. 김영희 02-1234-5678 감사합니다. 안녕히 계십시오.", true},
	{"koi8-r", "Уважаемый клиент! Сообщаем вам, что ваши персональные данные могли попасть к посторонним лицам. Пожалуйста, позвоните нам по телефону, указанному ниже. С уважением, Анна Иванова", true},
	{"windows-1252", "Sehr geehrte Frau Müller, für Ihre Rückfragen stehen wir Ihnen gerne zur Verfügung. Die Straße ist wegen Bauarbeiten gesperrt. Schöne Grüße, Jörg Krämer, Geschäftsführer der Bäckerei Größe und Söhne, Übergabe der Schlüssel möglich", false},
	{"windows-1252", "Estimado señor Muñoz, su número de teléfono y su dirección están en el correo electrónico. También está la contraseña. Llámenos mañana. Sección de atención al público, Gestión", false},
	{"big5", "陳小姐", false},
}

func TestGuess(t *testing.T) {
	for _, tt := range guessTests {
		e, err := htmlindex.Get(tt.charset)
		if err != nil {
			t.Fatal(err)
		}
		b, err := e.NewEncoder().Bytes([]byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range []string{"", "us-ascii", "x-no-such-charset"} {
			s, exact := Decode(b, declared)
			if want := tt.same || tt.charset == "windows-1252"; (s == tt.text) != want {
				t.Errorf("%s declared %q: got %q", tt.charset, declared, s)
			}
			if declared != "" && exact {
				t.Errorf("%s declared %q is said to be exact", tt.charset, declared)
			}
		}
	}
}
