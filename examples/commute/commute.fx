# Fair weather (1) or not (0), and the minutes of the way to work.
data  weather: binary, minutes: real
param p: unit
param alpha: real = 20, beta: real, sigma: positive = 5

weather ~ bernoulli(p)
minutes ~ normal(alpha + beta*weather, sigma)
