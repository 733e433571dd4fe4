"""The record a footprint travels as: PACT's data models, their basic types, and their sums.

- `v3`, `v2`: the models ProductFootprint and ProductFootprintV2 (2.0 to 2.3); `v2_carbon`,
  `parts`, `document` hold what they are made of, `v2_editions` and `v3_editions` what one
  edition asks for and another does not;
- `reading`: which dialect is this, and how many records are in this file;
- `wire`, `identifiers`, `json_text`: decimals, moments, URNs, and JSON without a digit lost;
- `sums`: the totals are made of their parts;
- `gxd_extension`, `gxd_profiles`, `gxd_comparison`: the Green x Digital Consortium's extension;
- `ileap`, `ileap_parts`, `ileap_checks`: logistics emissions;
- `problems`: what is wrong with a record, said to a person.
"""
