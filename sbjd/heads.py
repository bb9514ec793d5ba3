"""HEAD: the headers of a page without the page (RFC 9110, 9.3.2)."""

from http import HTTPMethod


class WithoutBody:
    """Takes the body off the answer to HEAD. Pages are made as for GET, so that the headers are the same;
    the server would drop the body too, with a warning in the log for every look of a monitor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == HTTPMethod.HEAD:
            if response.streaming:
                response.streaming_content = ()
            else:
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        return response
