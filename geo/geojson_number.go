package geo

import (
	"math"
	"strconv"
)

// powers of ten are exact in float64 as far as this.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// appendRounded writes v with at most digits decimals, rounded to the nearest. It works on a whole number, because
// strconv's 'f' format with a precision takes its slow way.
func appendRounded(dst []byte, v float64, digits int) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(dst, "null"...)
	}
	scaled := v * powers[digits]
	if math.Abs(scaled) >= 1<<52 {
		return appendLong(dst, v, digits)
	}
	whole := math.RoundToEven(scaled)
	// The product was rounded once already; what it lost decides when it lies on a half.
	lost := math.FMA(v, powers[digits], -scaled)
	switch rest := scaled - whole; {
	case rest == 0.5 && lost > 0:
		whole++
	case rest == -0.5 && lost < 0:
		whole--
	}
	return appendScaled(dst, int64(whole), digits)
}

// appendScaled writes n / 10^digits.
func appendScaled(dst []byte, n int64, digits int) []byte {
	if n < 0 {
		dst = append(dst, '-')
		n = -n
	}
	for digits > 0 && n%10 == 0 {
		n /= 10
		digits--
	}
	if digits == 0 {
		return strconv.AppendInt(dst, n, 10)
	}
	power := int64(powers[digits])
	dst = strconv.AppendInt(dst, n/power, 10)
	dst = append(dst, '.')
	start := len(dst)
	dst = strconv.AppendInt(dst, power+n%power, 10)
	// The 1 of power only held the leading zeros.
	copy(dst[start:], dst[start+1:])
	return dst[:len(dst)-1]
}

// appendLong is for numbers whose last decimal float64 cannot hold anyway.
func appendLong(dst []byte, v float64, digits int) []byte {
	start := len(dst)
	dst = strconv.AppendFloat(dst, v, 'f', digits, 64)
	if digits == 0 {
		return dst
	}
	end := len(dst)
	for end > start && dst[end-1] == '0' {
		end--
	}
	if dst[end-1] == '.' {
		end--
	}
	return dst[:end]
}
