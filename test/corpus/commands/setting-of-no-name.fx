# fluxion fit model.fx data.csv --set =1
data x: real
param m: real
hyper s: positive = 1
x ~ normal(m, s)
