-- The receipt of a response lets its holder see, correct and withdraw it. Its code follows from the response's secret; of the code only a slow hash is kept,
-- and the secret only sealed with the code, so that reading the database opens no response. The codes of before opened nothing, and stood here to be read.
alter table response rename column receipt_code to receipt_hash;
alter table response add column receipt_seal :bytes;
update response set receipt_hash = null where receipt_hash is not null;
