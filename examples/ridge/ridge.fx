# Ridge regression as maximum a posteriori: petal width from the other lengths of an iris (cm).
data  sepal_length: real, sepal_width: real, petal_length: real, petal_width: real
param w: real[3], b: real
hyper sigma: positive = 0.2    # standard deviation of the residuals
hyper tau: positive = 0.1      # standard deviation of the prior

x = [sepal_length, sepal_width, petal_length]
petal_width ~ normal(dot(w, x) + b, sigma)
w ~ normal(0, tau)

output predicted = dot(w, x) + b
