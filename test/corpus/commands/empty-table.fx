# fluxion fit model.fx data.csv
data x: real
param m: real
x ~ normal(m, 1)
