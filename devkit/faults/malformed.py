PAYLOADS = 5000
def run(council, count, seed): return {"figures":{}, "violations":{}}
