package demo

func worksTables() []table {
	return []table{
		{
			"construction_project", ofProject,
			[]string{
				"id", "public_ref", "title_de", "title_en", "client", "legal_note", "cost_planned_cents", "cost_actual_cents",
				"cost_released", "funding_text", "source", "made_up",
			},
			func(t *Town) int { return len(t.Projects) },
			func(t *Town, i int, at *offsets) []any {
				p := &t.Projects[i]
				return []any{
					at[ofProject] + p.ID, p.Ref, p.TitleDE, p.TitleEN, p.Client, null(p.LegalNote), null(p.PlannedCents),
					null(p.ActualCents), p.Released, null(p.Funding), source, true,
				}
			},
		},
		{
			"construction_section", ofSection,
			[]string{
				"id", "project_id", "source_ref", "label", "title_de", "title_en", "sequence", "geom", "centreline", "status", "planned",
				"actual_start", "actual_end", "start_verified", "end_verified", "warranty_until", "last_confirmed_at", "contractor",
				"contact_role", "description_public_de", "description_public_en", "note_internal", "blackout_ok", "blackout_reason",
				"source", "made_up",
			},
			func(t *Town) int { return len(t.Sections) },
			func(t *Town, i int, at *offsets) []any {
				s := &t.Sections[i]
				return []any{
					at[ofSection] + s.ID, at[ofProject] + s.ProjectID, s.Ref, s.Label, s.TitleDE, s.TitleEN, s.Sequence, s.Geom, s.Centreline,
					s.Status, s.Planned, s.ActualStart, s.ActualEnd, !s.ActualStart.IsZero(), !s.ActualEnd.IsZero(), s.Warranty,
					s.ConfirmedAt, null(s.Contractor), s.ContactRole, s.DescriptionDE, s.DescriptionEN, null(s.Note),
					s.BlackoutReason != "", null(s.BlackoutReason), source, true,
				}
			},
		},
		{
			"construction_phase", ofPhase,
			[]string{"id", "section_id", "kind", "strip", "sequence", "geom", "planned", "actual_start", "actual_end", "status"},
			func(t *Town) int { return len(t.Phases) },
			func(t *Town, i int, at *offsets) []any {
				p := &t.Phases[i]
				return []any{
					at[ofPhase] + p.ID, at[ofSection] + p.SectionID, p.Kind, p.Strip, p.Sequence, p.Geom, p.Planned, p.ActualStart,
					p.ActualEnd, p.Status,
				}
			},
		},
		{
			"phase_dependency", noIdentity,
			[]string{"phase_id", "depends_on_id"},
			func(t *Town) int { return len(t.Dependencies) },
			func(t *Town, i int, at *offsets) []any {
				d := &t.Dependencies[i]
				return []any{at[ofPhase] + d.PhaseID, at[ofPhase] + d.DependsOnID}
			},
		},
		{
			"impact", ofImpact,
			[]string{
				"id", "section_id", "phase_id", "pedestrian", "min_width_m", "step_free", "vehicle", "vehicle_clear_width_m",
				"delivery_window", "waste_point", "parking_spaces_lost", "noise_level", "access_note_de", "access_note_en",
			},
			func(t *Town) int { return len(t.Impacts) },
			func(t *Town, i int, at *offsets) []any {
				m := &t.Impacts[i]
				return []any{
					at[ofImpact] + m.ID, ref(m.SectionID, at[ofSection]), ref(m.PhaseID, at[ofPhase]), m.Pedestrian, null(m.MinWidthM),
					m.StepFree, m.Vehicle, null(m.ClearWidthM), null(m.Delivery), m.Waste, m.ParkingLost, m.Noise, m.NoteDE, m.NoteEN,
				}
			},
		},
		{
			"site_facility", ofFacility,
			[]string{"id", "section_id", "kind", "geom", "period"},
			func(t *Town) int { return len(t.Facilities) },
			func(t *Town, i int, at *offsets) []any {
				f := &t.Facilities[i]
				return []any{at[ofFacility] + f.ID, at[ofSection] + f.SectionID, f.Kind, f.Geom, f.Period}
			},
		},
		{
			"blackout_window", ofBlackout,
			[]string{"id", "name", "period", "geom"},
			func(t *Town) int { return len(t.Blackouts) },
			func(t *Town, i int, at *offsets) []any {
				b := &t.Blackouts[i]
				return []any{at[ofBlackout] + b.ID, b.Name, b.Period, b.Geom}
			},
		},
		{
			"notice", ofNotice,
			[]string{"id", "section_id", "channel", "text_de", "text_en", "sent_at", "recipients_count"},
			func(t *Town) int { return len(t.Notices) },
			func(t *Town, i int, at *offsets) []any {
				n := &t.Notices[i]
				return []any{at[ofNotice] + n.ID, at[ofSection] + n.SectionID, n.Channel, n.TextDE, n.TextEN, noon(n.SentAt), n.Recipients}
			},
		},
	}
}
