package intake_test

import "mitte/geo/fault"

func codeOf(err error) string { return fault.CodeOf(err) }
