# A directed graphical model of two binary variables.
data  a: binary, b: binary
param p: unit, q0: unit, q1: unit

a ~ bernoulli(p)
b ~ bernoulli(a ? q1 : q0)
