package api

import "testing"

func TestSheetsDefuseTextAndLeaveNumbers(t *testing.T) {
	t.Parallel()
	got, err := spreadsheet([]sheetRow{{"-0,25", metresFor(-0.25, "de"), metresFor(-0.25, "en"), number(""), "01067", "46282", "05123400100001000200", "0"}})
	if want := byteOrderMark + "'-0,25;-0,25;-0.25;;'01067;46282;'05123400100001000200;0\r\n"; err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}
