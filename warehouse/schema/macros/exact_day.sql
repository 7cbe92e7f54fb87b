-- The day an EDTF date names, NULL when it names anything vaguer or nothing: what is vague is not guessed.
create or replace macro core.exact_day(edtf) as
    case when regexp_full_match(edtf, '\d{4}-\d{2}-\d{2}') then try_cast(edtf as date) end;
