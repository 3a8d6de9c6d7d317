package demo

func vacancyTables() []table {
	return []table{
		// Occupancies come before the events: a unit without events derives to nothing, so the work is done once.
		{
			"occupancy", ofOccupancy,
			[]string{"id", "unit_id", "business_name", "kind", "wz_code", "chain_shop_count", "period", "lease_end"},
			func(t *Town) int { return len(t.Occupancies) },
			func(t *Town, i int, at *offsets) []any {
				o := &t.Occupancies[i]
				return []any{at[ofOccupancy] + o.ID, at[ofUnit] + o.UnitID, o.Name, o.Kind, null(o.WZ), null(o.Chain), o.Period, o.LeaseEnd}
			},
		},
		{
			"unit_status_event", ofEvent,
			[]string{"id", "unit_id", "from", "to", "at", "at_precision", "reason", "source", "by", "recorded_at"},
			func(t *Town) int { return len(t.Events) },
			func(t *Town, i int, at *offsets) []any {
				e := &t.Events[i]
				return []any{
					at[ofEvent] + e.ID, at[ofUnit] + e.UnitID, e.From, e.To, e.At, e.Precision, null(e.Reason), e.Source, actor, noon(e.RecordedAt),
				}
			},
		},
		{
			"offer", ofOffer,
			[]string{
				"id", "unit_id", "title_de", "title_en", "description_de", "description_en", "net_cold_rent_cents", "service_charges_cents",
				"deposit_cents", "price_on_request", "available_from", "min_term_months", "max_term_months", "interim_use_possible",
				"suitable_uses", "publication_status", "publication_basis", "published_at", "confirmed_until", "made_up",
			},
			func(t *Town) int { return len(t.Offers) },
			func(t *Town, i int, at *offsets) []any {
				o := &t.Offers[i]
				return []any{
					at[ofOffer] + o.ID, at[ofUnit] + o.UnitID, o.TitleDE, o.TitleEN, o.DescriptionDE, o.DescriptionEN, null(o.RentCents),
					null(o.ChargesCents), null(o.DepositCents), o.OnRequest, o.AvailableFrom, o.MinMonths, o.MaxMonths, o.Interim,
					o.Uses, o.Status, null(o.Basis), noon(o.PublishedAt), o.ConfirmedUntil, true,
				}
			},
		},
		{
			"survey", noIdentity,
			[]string{"unit_id", "by", "at", "result", "recorded_at"},
			func(t *Town) int { return len(t.Surveys) },
			func(t *Town, i int, at *offsets) []any {
				s := &t.Surveys[i]
				return []any{at[ofUnit] + s.UnitID, actor, s.At, "confirmed", noon(s.At)}
			},
		},
	}
}
