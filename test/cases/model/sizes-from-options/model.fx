dim D = 2
dim Kinds = 3
param w: real[D]
penalty sum(w)
